// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>

namespace pgmeta::registry {

/// Address of a function in a shared library, which is loaded for its first function and stays.
/// Throws "library-missing" (Fault::environment).
void* late_symbol(const char* library, const char* name);

/// A function of a library that is loaded when it is first called: libcurl and libarchive bring
/// twenty others along, a third of the time that a command which needs neither takes to start.
template <typename Function>
class Late {
public:
    constexpr Late(const char* library, const char* name) : library_{library}, name_{name} {}

    template <typename... Arguments>
    auto operator()(Arguments... arguments) const {
        if (address_ == nullptr) address_ = late_symbol(library_, name_);
        return reinterpret_cast<Function>(address_.load())(arguments...);
    }

private:
    const char* library_;
    const char* name_;
    mutable std::atomic<void*> address_{nullptr};
};

}  // namespace pgmeta::registry
