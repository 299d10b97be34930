// SPDX-License-Identifier: MIT
#include "options/tenant_users_file.hpp"

#include "options/roles_password.hpp"
#include "options/users_yaml.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/engine/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

// users:
//   - handle: ada
//     email: ada@example.com
//     role: admin
//     password_env: ADA_PASSWORD      # or password_file: PATH, or password_hash: $2b$…
//     display_name: Ada Lovelace
//     is_active: true
//     needs_onboarding: false
//     onboarding_step: 0
//     totp_enabled: false
//     permissions: [admin.logs.export]

namespace pgmeta::cli {

namespace {

class Reader : private UsersYaml {
public:
    using UsersYaml::UsersYaml;

    std::vector<TenantUserEntry> read() {
        for (const auto& node : entries())
            read_user(node);
        return std::move(users_);
    }

private:
    void read_user(const YAML::Node& node) {
        if (!node.IsMap())
            return error("users-file-type", node, "expected a map with `handle`, found none");
        TenantUserEntry entry;
        read_keys(node, keys_of(entry));
        check(node, entry);
        users_.push_back(std::move(entry));
    }

    void check(const YAML::Node& node, const TenantUserEntry& entry) {
        const auto& user = entry.user;
        const int sources = static_cast<int>(!entry.password_env.empty()) +
                            static_cast<int>(!entry.password_file.empty()) +
                            static_cast<int>(user.password_hash.has_value());
        if (user.handle.empty())
            error("users-file-key", node, "expected a user with `handle`, found none");
        if (user.email.find('@') == std::string::npos)
            error("users-file-key", node,
                  fmt::format("expected an address in `email` of `{}`, found `{}`", user.handle,
                              user.email));
        if (user.role.empty())
            error("users-file-key", node,
                  fmt::format("expected a `role` of `{}`, found none", user.handle));
        if (sources != 1)
            error("users-file-password", node,
                  fmt::format("expected one of `password_env`, `password_file` and "
                              "`password_hash` of `{}`, found {}",
                              user.handle, sources));
        if (!seen_.insert(user.handle).second)
            error("users-file-duplicate", node,
                  fmt::format("expected every user once, found `{}` again", user.handle));
    }

    std::vector<Key> keys_of(TenantUserEntry& entry) {
        auto& user = entry.user;
        return {
            {"handle", [&](const YAML::Node& node) { user.handle = scalar(node); }},
            {"email", [&](const YAML::Node& node) { user.email = scalar(node); }},
            {"role", [&](const YAML::Node& node) { user.role = scalar(node); }},
            {"password_env", [&](const YAML::Node& node) { entry.password_env = scalar(node); }},
            {"password_file", [&](const YAML::Node& node) { entry.password_file = scalar(node); }},
            {"password_hash", [&](const YAML::Node& node) { user.password_hash = hash(node); }},
            {"display_name", [&](const YAML::Node& node) { user.display_name = scalar(node); }},
            {"is_active", [&](const YAML::Node& node) { user.is_active = boolean(node); }},
            {"needs_onboarding",
             [&](const YAML::Node& node) { user.needs_onboarding = boolean(node); }},
            {"onboarding_step",
             [&](const YAML::Node& node) { user.onboarding_step = number(node); }},
            {"totp_enabled", [&](const YAML::Node& node) { user.totp_enabled = boolean(node); }},
            {"permissions", [&](const YAML::Node& node) { user.permissions = list(node); }},
        };
    }

    /// What is no hash may be a password: it is not repeated.
    std::string hash(const YAML::Node& node) {
        auto text = scalar(node);
        if (!tenant::password_cost(text))
            error("users-file-password", node, "expected a bcrypt hash ($2b$…), found other text",
                  "name a variable with `password_env` or a file with `password_file`");
        return text;
    }

    std::vector<TenantUserEntry> users_;
    std::set<std::string> seen_;
};

/// From where the entry says; - is the next line of the standard input.
void read_password(Context& context, const std::filesystem::path& folder, TenantUserEntry& entry) {
    if (!entry.password_env.empty())
        entry.user.password = password_from_variable(context, entry.password_env);
    if (entry.password_file.empty()) return;
    const bool is_input = entry.password_file == "-";
    entry.user.password = password_from_file(
        context, is_input ? entry.password_file : (folder / entry.password_file).string());
}

/// The standard input is the file or has passwords, not both.
void refuse_two_readers(const std::vector<TenantUserEntry>& entries) {
    const bool any = std::any_of(entries.begin(), entries.end(), [](const TenantUserEntry& entry) {
        return entry.password_file == "-";
    });
    if (any)
        throw Error{Fault::usage, "options-contradict",
                    "`--file -` is the standard input, and so is `password_file: -`"};
}

}  // namespace

std::vector<TenantUserEntry> parse_tenant_users(const std::string& file,
                                                const std::string& text,
                                                Diagnostics& problems) {
    return Reader{file, text, problems}.read();
}

std::vector<tenant::BootstrapUser> read_tenant_users(Context& context, const std::string& path) {
    const auto full = context.directory() / path;
    Diagnostics problems;
    const auto text = path == "-" ? context.read_input() : read_file(full);
    auto entries = parse_tenant_users(path, text, problems);
    if (problems.has_errors()) context.problems = problems.sorted();
    engine::refuse_errors(problems);
    if (path == "-") refuse_two_readers(entries);
    std::vector<tenant::BootstrapUser> users;
    for (auto& entry : entries) {
        try {
            read_password(context, full.parent_path(), entry);
        } catch (Error& error) {
            error.add_frame(fmt::format("for user `{}`", entry.user.handle));
            throw;
        }
        users.push_back(std::move(entry.user));
    }
    return users;
}

}  // namespace pgmeta::cli
