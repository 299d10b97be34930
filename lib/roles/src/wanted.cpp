// SPDX-License-Identifier: MIT
#include "pgmeta/roles/wanted.hpp"

#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::roles {

namespace {

/// A group role: nobody logs in as it, and it may nothing but what is granted to it.
Attributes group_attributes(bool bypassrls) {
    return {.login = false,
            .superuser = false,
            .createdb = false,
            .createrole = false,
            .replication = false,
            .bypassrls = bypassrls};
}

Step need(const std::string& role) {
    return {.kind = StepKind::need_role, .role = role};
}

Step grant(const std::string& role, const std::string& user) {
    return {.kind = StepKind::grant, .role = user, .other = role};
}

void check_setting(const std::string& name) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '.';
    };
    if (!name.empty() && std::all_of(name.begin(), name.end(), fits)) return;
    throw Error{Fault::usage, "bad-setting",
                fmt::format("expected a setting's name, found `{}`", name)}
        .hint("write `--set statement_timeout=30s`");
}

void add_limits(std::vector<Step>& steps, const UserSpec& user) {
    if (user.valid_until)
        steps.push_back(
            {.kind = StepKind::valid_until, .role = user.name, .value = *user.valid_until});
    if (user.connection_limit)
        steps.push_back({.kind = StepKind::connection_limit,
                         .role = user.name,
                         .number = *user.connection_limit});
    for (const auto& [name, value] : user.settings) {
        check_setting(name);
        steps.push_back(
            {.kind = StepKind::setting, .role = user.name, .other = name, .value = value});
    }
    if (user.comment)
        steps.push_back({.kind = StepKind::comment, .role = user.name, .value = *user.comment});
}

}  // namespace

std::vector<Step> base_roles(const RoleNames& names, const std::optional<ClientRole>& client) {
    check_names(names);
    const auto role = [](const std::string& name, bool bypassrls) {
        return Step{
            .kind = StepKind::role, .role = name, .attributes = group_attributes(bypassrls)};
    };
    std::vector<Step> steps{role(names.anonymous, false), role(names.authenticated, false),
                            role(names.administrator, true)};
    if (!client) return steps;
    steps.push_back(role(names.authenticated_client, false));
    steps.push_back(grant(names.authenticated, names.authenticated_client));
    steps.push_back({.kind = StepKind::setting,
                     .role = names.authenticated_client,
                     .other = "statement_timeout",
                     .value = client->statement_timeout});
    return steps;
}

std::vector<Step> login_role(const UserSpec& user, const RoleNames& names) {
    check_new_role_name(user.name);
    if (names.is_base(user.name)) {
        throw Error{
            Fault::usage, "role-is-base",
            fmt::format("`{}` is a base role, and nobody logs in as a base role", user.name)}
            .hint("choose another name");
    }
    std::vector<Step> steps;
    for (const auto& role : user.grants) {
        check_group_name(role);
        steps.push_back(need(role));
    }
    steps.push_back({.kind = StepKind::role, .role = user.name, .attributes = {.login = true}});
    if (user.password != PasswordMode::none)
        steps.push_back({.kind = StepKind::password,
                         .role = user.name,
                         .value = user.variable,
                         .only_new = user.password == PasswordMode::when_new});
    add_limits(steps, user);
    for (const auto& role : user.grants)
        steps.push_back(grant(role, user.name));
    for (const auto& database : user.databases)
        steps.push_back({.kind = StepKind::connect, .role = user.name, .other = database});
    return steps;
}

std::vector<Step> test_users(const RoleNames& names, PasswordMode password) {
    auto steps = login_role({.name = std::string{test_user},
                             .grants = {names.anonymous, names.authenticated},
                             .password = password,
                             .variable = "user_verifier"},
                            names);
    const auto admin = login_role({.name = std::string{test_admin},
                                   .grants = {names.administrator},
                                   .password = password,
                                   .variable = "admin_verifier"},
                                  names);
    steps.insert(steps.end(), admin.begin(), admin.end());
    steps.push_back(grant(names.anonymous, names.administrator));
    steps.push_back(grant(names.authenticated, names.administrator));
    return steps;
}

std::vector<Step> membership(const std::string& role, const std::string& user) {
    return {grant(role, user)};
}

std::vector<Step> no_membership(const std::string& role, const std::string& user) {
    return {{.kind = StepKind::revoke, .role = user, .other = role}};
}

std::vector<Step> connect_privilege(const std::string& role, const std::string& database) {
    return {need(role), {.kind = StepKind::connect, .role = role, .other = database}};
}

std::vector<Step> new_password(const std::string& user, const std::string& variable) {
    return {need(user), {.kind = StepKind::password, .role = user, .value = variable}};
}

std::vector<Step> no_role(const std::string& user, const RoleNames& names) {
    check_role_name(user);
    return {{.kind = StepKind::revoke, .role = user, .other = names.anonymous},
            {.kind = StepKind::revoke, .role = user, .other = names.authenticated},
            {.kind = StepKind::revoke_connect, .role = user},
            {.kind = StepKind::drop, .role = user}};
}

std::vector<Step> no_login(const std::string& user) {
    return {{.kind = StepKind::attributes, .role = user, .attributes = {.login = false}}};
}

std::vector<Step> release(const std::string& user, const std::string& heir) {
    return {need(heir),
            {.kind = StepKind::reassign, .role = user, .other = heir},
            {.kind = StepKind::drop_owned, .role = user}};
}

}  // namespace pgmeta::roles
