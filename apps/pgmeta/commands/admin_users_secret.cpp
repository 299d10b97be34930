// SPDX-License-Identifier: MIT
#include "commands/admin_users_secret.hpp"

#include "pgmeta/roles/names.hpp"
#include "pgmeta/roles/password.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::cli {

Secret::Secret(Context& context,
               const PasswordOptions& options,
               const RoleSession& session,
               const std::string& user)
    : user_{user}, generated_{options.generate} {
    if (!generated_) {
        text_ = read_password(context, options, user);
        return;
    }
    text_ = roles::generate_password();
    if (!options.output.empty()) {
        const auto path = context.directory() / options.output;
        output_ = std::make_unique<SecretFile>(path, text_ + "\n");
        told_.push_back(fmt::format("the password is in {}", path.string()));
    }
    if (options.write_pgpass) {
        const auto path = pgpass_path(context);
        pgpass_ =
            std::make_unique<SecretFile>(path, pgpass_with(path, session.connection, user, text_));
        told_.push_back(fmt::format("the password is in {}", path.string()));
    }
}

void Secret::hand_over(RoleReport& report) {
    if (!generated_) return;
    if (output_) output_->keep();
    if (pgpass_) pgpass_->keep();
    if (told_.empty())
        report.secret = fmt::format("password of {}: {}", roles::display_name(user_), text_);
    report.remarks.insert(report.remarks.end(), told_.begin(), told_.end());
}

bool has_password(const roles::Cluster& cluster,
                  const std::string& user,
                  const std::string& password) {
    const auto* role = cluster.find(user);
    return role != nullptr && role->verifier && roles::matches(*role->verifier, user, password);
}

bool was_password_set(const RoleReport& report, const std::string& user) {
    const auto words = describe(roles::Step{.kind = roles::StepKind::password, .role = user});
    return std::find(report.done.begin(), report.done.end(), words) != report.done.end();
}

}  // namespace pgmeta::cli
