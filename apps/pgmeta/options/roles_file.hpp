// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"
#include "pgmeta/roles/names.hpp"
#include "pgmeta/roles/wanted.hpp"

#include <string>
#include <vector>

namespace pgmeta::cli {

/// A user of users.yaml.  Its password is named, never written there.
struct FileUser {
    roles::UserSpec user;
    std::string password_env;
    std::string password_file;  ///< absolute, or relative to the working folder
};

/// Reads `users:` of a YAML file (docs/guide/roles.md).  Problems become diagnostics of `context`;
/// when there are any the command ends ("workspace-invalid").
std::vector<FileUser> read_users(Context& context,
                                 const std::string& path,
                                 const roles::RoleNames& names);

/// The same from text; `file` is its name in problems.
std::vector<FileUser> parse_users(const std::string& file,
                                  const std::string& text,
                                  const roles::RoleNames& names,
                                  Diagnostics& problems);

}  // namespace pgmeta::cli
