// SPDX-License-Identifier: MIT
#pragma once

#include "commands/admin_users.hpp"
#include "options/roles_password.hpp"

#include <memory>
#include <string>
#include <vector>

namespace pgmeta::cli {

/// A password on its way into a role, and to whom it is told.
class Secret {
public:
    /// Reads or generates it.  Files for a generated one are written now, under other names.
    Secret(Context& context,
           const PasswordOptions& options,
           const RoleSession& session,
           const std::string& user);

    [[nodiscard]] const std::string& text() const { return text_; }

    /// The role has the password: a generated one goes where it belongs.
    void hand_over(RoleReport& report);

private:
    std::string user_;
    std::string text_;
    bool generated_ = false;
    std::unique_ptr<SecretFile> output_;
    std::unique_ptr<SecretFile> pgpass_;
    std::vector<std::string> told_;
};

/// True when `user` is there and has this password, as far as the session may know.
bool has_password(const roles::Cluster& cluster,
                  const std::string& user,
                  const std::string& password);

/// True when the report says that the password of `user` was set.
bool was_password_set(const RoleReport& report, const std::string& user);

}  // namespace pgmeta::cli
