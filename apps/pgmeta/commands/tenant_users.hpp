// SPDX-License-Identifier: MIT
#pragma once

#include "output/json.hpp"
#include "pgmeta/tenant/types.hpp"

namespace pgmeta::cli {

/// A user as the commands about accounts print them: never the hash of the password.
Json user_json(const tenant::User& user);

}  // namespace pgmeta::cli
