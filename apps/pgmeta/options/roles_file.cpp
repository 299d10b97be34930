// SPDX-License-Identifier: MIT
#include "options/roles_file.hpp"

#include "options/users_yaml.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/engine/check.hpp"

#include <fmt/format.h>

#include <set>

// users:
//   - username: reports
//     password_env: REPORTS_PASSWORD     # or password_file: PATH
//     grants: [authenticated]            # default: anonymous, authenticated
//     admin: true
//     valid_until: 2030-01-01
//     connection_limit: 5
//     comment: nightly reports
//     settings: {statement_timeout: 30s}
//     databases: [app]

namespace pgmeta::cli {

namespace {

class Reader : private UsersYaml {
public:
    Reader(std::string file,
           const std::string& text,
           const roles::RoleNames& names,
           Diagnostics& problems)
        : UsersYaml{std::move(file), text, problems}, names_{names} {}

    std::vector<FileUser> read() {
        for (const auto& node : entries())
            read_user(node);
        return std::move(users_);
    }

private:
    void read_user(const YAML::Node& node) {
        if (!node.IsMap())
            return error("users-file-type", node, "expected a map with `username`, found none");
        FileUser user;
        user.user.grants = {names_.anonymous, names_.authenticated};
        bool admin = false;
        read_keys(node, keys_of(user, admin));
        if (admin) user.user.grants.push_back(names_.administrator);
        if (!user.password_env.empty() && !user.password_file.empty())
            error("users-file-password", node,
                  "expected one source of the password, found `password_env` and `password_file`");
        check(node, user);
        users_.push_back(std::move(user));
    }

    /// What the renderer would refuse is told with its place.
    void check(const YAML::Node& node, const FileUser& user) {
        try {
            static_cast<void>(roles::login_role(user.user, names_));
        } catch (const Error& e) {
            error(e.id(), node, e.message());
        }
        if (!seen_.insert(user.user.name).second)
            error("users-file-duplicate", node,
                  fmt::format("expected every user once, found `{}` again", user.user.name));
    }

    std::vector<Key> keys_of(FileUser& user, bool& admin) {
        auto& spec = user.user;
        return {
            {"username", [&](const YAML::Node& node) { spec.name = scalar(node); }},
            {"password_env", [&](const YAML::Node& node) { user.password_env = scalar(node); }},
            {"password_file", [&](const YAML::Node& node) { user.password_file = scalar(node); }},
            {"grants", [&](const YAML::Node& node) { spec.grants = list(node); }},
            {"admin", [&](const YAML::Node& node) { admin = boolean(node); }},
            {"valid_until", [&](const YAML::Node& node) { spec.valid_until = scalar(node); }},
            {"connection_limit",
             [&](const YAML::Node& node) { spec.connection_limit = number(node); }},
            {"comment", [&](const YAML::Node& node) { spec.comment = scalar(node); }},
            {"settings", [&](const YAML::Node& node) { spec.settings = map(node); }},
            {"databases", [&](const YAML::Node& node) { spec.databases = list(node); }},
        };
    }

    const roles::RoleNames& names_;
    std::vector<FileUser> users_;
    std::set<std::string> seen_;
};

}  // namespace

std::vector<FileUser> parse_users(const std::string& file,
                                  const std::string& text,
                                  const roles::RoleNames& names,
                                  Diagnostics& problems) {
    return Reader{file, text, names, problems}.read();
}

std::vector<FileUser> read_users(Context& context,
                                 const std::string& path,
                                 const roles::RoleNames& names) {
    const auto full = context.directory() / path;
    Diagnostics problems;
    auto users = parse_users(path, read_file(full), names, problems);
    if (problems.has_errors()) context.problems = problems.sorted();
    engine::refuse_errors(problems);
    for (auto& user : users)
        if (!user.password_file.empty())
            user.password_file = (full.parent_path() / user.password_file).string();
    return users;
}

}  // namespace pgmeta::cli
