// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"
#include "pgmeta/tenant/bootstrap.hpp"

#include <string>
#include <vector>

namespace pgmeta::cli {

/// A user of a file for `tenant-users bootstrap`, and where the password is.
struct TenantUserEntry {
    tenant::BootstrapUser user;
    std::string password_env;
    std::string password_file;
};

/// Reads the list from text; problems become diagnostics.  `file` is its name in them.
std::vector<TenantUserEntry> parse_tenant_users(const std::string& file,
                                                const std::string& text,
                                                Diagnostics& problems);

/// Reads `users:` of a YAML file (docs/guide/tenants.md) and the passwords it refers to.  Problems
/// become diagnostics of `context`; when there are any the command ends ("workspace-invalid").
std::vector<tenant::BootstrapUser> read_tenant_users(Context& context, const std::string& path);

}  // namespace pgmeta::cli
