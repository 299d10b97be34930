// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/error.hpp"

#include <string>

namespace pgmeta::tenant {

/// What a failure of the server means to who called, as errors.hpp lists it; without the rows the
/// server quotes, which may hold hashes and ciphertext.  Other failures stay what they are.
Error translate(const Error& error);

Error invalid(std::string message);

}  // namespace pgmeta::tenant
