// SPDX-License-Identifier: MIT
#include "output/descriptor.hpp"

#include <cerrno>
#include <unistd.h>

namespace pgmeta::cli {

Descriptor::Descriptor(int descriptor) : descriptor_{descriptor} {
    setp(buffer_.data(), buffer_.data() + buffer_.size());
}

Descriptor::int_type Descriptor::overflow(int_type c) {
    if (sync() != 0) return traits_type::eof();
    if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
    *pptr() = traits_type::to_char_type(c);
    pbump(1);
    return c;
}

int Descriptor::sync() {
    const char* next = pbase();
    while (failure_ == 0 && next != pptr()) {
        const auto written = ::write(descriptor_, next, static_cast<std::size_t>(pptr() - next));
        if (written >= 0) {
            next += written;
        } else if (errno != EINTR) {
            failure_ = errno;
        }
    }
    setp(buffer_.data(), buffer_.data() + buffer_.size());
    return failure_ == 0 ? 0 : -1;
}

}  // namespace pgmeta::cli
