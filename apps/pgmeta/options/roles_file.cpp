// SPDX-License-Identifier: MIT
#include "options/roles_file.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/engine/check.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <functional>
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

class Reader {
public:
    Reader(std::string file,
           const std::string& text,
           const roles::RoleNames& names,
           Diagnostics& problems)
        : file_{std::move(file)}, text_{text}, names_{names}, problems_{problems} {}

    std::vector<FileUser> read() {
        YAML::Node document;
        try {
            document = YAML::Load(text_);
        } catch (const YAML::Exception& e) {
            problems_.error("users-file-syntax", at(e.mark),
                            fmt::format("expected YAML: {}", e.msg));
            return {};
        }
        if (!document.IsMap() || !document["users"] || !document["users"].IsSequence()) {
            problems_.error("users-file-type", {file_, 0, 0},
                            "expected a list under `users:`, found none");
            return {};
        }
        for (const auto& entry : document)
            if (entry.first.Scalar() != "users")
                error("users-file-key", entry.first,
                      fmt::format("expected only `users`, found `{}`", entry.first.Scalar()));
        for (const auto& node : document["users"])
            read_user(node);
        return std::move(users_);
    }

private:
    using Read = std::function<void(const YAML::Node& value)>;

    struct Key {
        std::string name;
        Read read;
    };

    [[nodiscard]] Location at(const YAML::Mark& mark) const {
        if (mark.is_null()) return {file_, 0, 0};
        const auto offset = std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size());
        const auto place = line_column(text_, offset);
        return {file_, place.line, place.column};
    }

    void error(std::string id, const YAML::Node& node, std::string message, std::string hint = {}) {
        problems_.error(std::move(id), at(node.Mark()), std::move(message), std::move(hint));
    }

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

    void read_keys(const YAML::Node& node, const std::vector<Key>& keys) {
        std::vector<std::string> known;
        for (const auto& key : keys)
            known.push_back(key.name);
        for (const auto& entry : node) {
            const auto name = entry.first.Scalar();
            const auto key = std::find_if(keys.begin(), keys.end(),
                                          [&](const Key& one) { return one.name == name; });
            if (key != keys.end()) {
                key->read(entry.second);
            } else if (name == "password") {
                error("users-file-password", entry.first,
                      "expected no password in this file, found `password`",
                      "name a variable with `password_env` or a file with `password_file`");
            } else {
                error("users-file-key", entry.first,
                      fmt::format("expected a known key, found `{}`", name),
                      did_you_mean(name, known));
            }
        }
    }

    std::string scalar(const YAML::Node& node) {
        if (node.IsScalar()) return node.Scalar();
        error("users-file-type", node, "expected text here, found none");
        return {};
    }

    std::vector<std::string> list(const YAML::Node& node) {
        if (node.IsScalar()) return {node.Scalar()};
        if (!node.IsSequence()) {
            error("users-file-type", node, "expected a list here, found none");
            return {};
        }
        std::vector<std::string> result;
        for (const auto& one : node)
            result.push_back(scalar(one));
        return result;
    }

    std::vector<std::pair<std::string, std::string>> map(const YAML::Node& node) {
        if (!node.IsMap()) {
            error("users-file-type", node, "expected a map here, found none");
            return {};
        }
        std::vector<std::pair<std::string, std::string>> result;
        for (const auto& entry : node)
            result.emplace_back(scalar(entry.first), scalar(entry.second));
        return result;
    }

    bool boolean(const YAML::Node& node) {
        const auto text = scalar(node);
        if (text != "true" && text != "false")
            error("users-file-type", node, fmt::format("expected true or false, found `{}`", text));
        return text == "true";
    }

    std::optional<int> number(const YAML::Node& node) {
        const auto text = scalar(node);
        int value = -1;
        const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (failed == std::errc{} && end == text.data() + text.size() && value >= -1) return value;
        error("users-file-type", node,
              fmt::format("expected a number from -1 on, found `{}`", text));
        return std::nullopt;
    }

    std::string file_;
    const std::string& text_;
    const roles::RoleNames& names_;
    Diagnostics& problems_;
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
