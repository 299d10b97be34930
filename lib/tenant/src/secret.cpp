// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/secret.hpp"

#include "crypto.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <utility>

namespace pgmeta::tenant {

Secret::Secret(std::string_view bytes)
    : bytes_{std::make_unique<char[]>(bytes.size())}, size_{bytes.size()} {  // NOLINT(*-c-arrays)
    std::copy(bytes.begin(), bytes.end(), bytes_.get());
}

Secret::~Secret() {
    wipe();
}

Secret::Secret(Secret&& other) noexcept
    : bytes_{std::move(other.bytes_)}, size_{std::exchange(other.size_, 0)} {}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this == &other) return *this;
    wipe();
    bytes_ = std::move(other.bytes_);
    size_ = std::exchange(other.size_, 0);
    return *this;
}

Secret Secret::take(std::string& text) {
    Secret secret{text};
    crypto::wipe(text);
    return secret;
}

Secret Secret::random(std::size_t size) {
    auto bytes = crypto::random_bytes(size);
    return take(bytes);
}

void Secret::wipe() noexcept {
    if (bytes_) OPENSSL_cleanse(bytes_.get(), size_);
}

}  // namespace pgmeta::tenant
