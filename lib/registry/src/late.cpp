// SPDX-License-Identifier: MIT
#include "late.hpp"

#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <dlfcn.h>

namespace pgmeta::registry {

void* late_symbol(const char* library, const char* name) {
    auto* handle = ::dlopen(library, RTLD_NOW);
    auto* address = handle == nullptr ? nullptr : ::dlsym(handle, name);
    if (address != nullptr) return address;
    throw Error{Fault::environment, "library-missing",
                fmt::format("expected the library `{}` with `{}`: {}", library, name, ::dlerror())}
        .hint("install it (Debian: apt-get install libcurl4 libarchive13)");
}

}  // namespace pgmeta::registry
