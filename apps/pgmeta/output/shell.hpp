// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/pg/conninfo.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pgmeta::cli {

/// A word for a POSIX shell that means exactly `text`.
std::string shell_quoted(std::string_view text);

/// `postgresql://user@/database?host=…&port=…`, every part percent-encoded, without a password.
std::string connection_url(const pg::ConnInfo& info);

/// PGHOST, PGPORT, PGUSER, PGDATABASE and DATABASE_URL.
std::vector<std::pair<std::string, std::string>> connection_variables(const pg::ConnInfo& info);

}  // namespace pgmeta::cli
