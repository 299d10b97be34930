// SPDX-License-Identifier: MIT
#include "commands/admin_users.hpp"
#include "commands/commands.hpp"
#include "options/register.hpp"
#include "output/table.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    RoleOptions roles;
    bool all = false;
};

using MembershipsOf = std::multimap<std::string_view, const roles::Membership*>;

MembershipsOf by_member(const roles::Cluster& cluster) {
    MembershipsOf result;
    for (const auto& membership : cluster.memberships)
        result.emplace(membership.member, &membership);
    return result;
}

/// Only what a role has beyond the plain one.
std::string attributes_of(const roles::Role& role) {
    std::vector<std::string> words;
    for (const auto& row : roles::attribute_rows)
        if ((role.attributes.*(row.field)).value_or(false)) words.emplace_back(row.word);
    if (!role.inherit) words.emplace_back("NOINHERIT");
    return words.empty() ? "-" : join(words, " ");
}

std::string spell(const roles::Membership& membership) {
    std::vector<std::string> options;
    if (membership.admin) options.emplace_back("admin");
    if (membership.inherit == false) options.emplace_back("no inherit");
    if (membership.set == false) options.emplace_back("no set");
    const auto role = roles::display_name(membership.role);
    return options.empty() ? role : fmt::format("{} ({})", role, join(options, ", "));
}

Json membership_json(const roles::Membership& membership) {
    Json result{{"role", membership.role},
                {"admin", membership.admin},
                {"grantor", membership.grantor.empty() ? Json() : Json(membership.grantor)}};
    if (membership.inherit) result["inherit"] = *membership.inherit;
    if (membership.set) result["set"] = *membership.set;
    return result;
}

std::string password_kind(const roles::Cluster& cluster, const roles::Role& role) {
    if (!cluster.verifiers_readable) return "unknown";
    if (!role.verifier) return "none";
    return role.verifier->starts_with("md5") ? "md5" : "scram-sha-256";
}

Json role_json(const roles::Cluster& cluster,
               const roles::Role& role,
               const MembershipsOf& members) {
    Json result{{"name", role.name}};
    for (const auto& row : roles::attribute_rows) {
        std::string word{row.word};
        for (auto& c : word)
            c = static_cast<char>(c - 'A' + 'a');
        result[word] = (role.attributes.*(row.field)).value_or(false);
    }
    result["inherit"] = role.inherit;
    auto list = Json::array();
    const auto [begin, end] = members.equal_range(role.name);
    for (auto it = begin; it != end; ++it)
        list.push_back(membership_json(*it->second));
    result["member_of"] = list;
    result["valid_until"] = role.valid_until ? Json(*role.valid_until) : Json();
    result["expired"] = role.expired;
    result["connection_limit"] = role.connection_limit;
    result["sessions"] = role.sessions;
    result["password"] = password_kind(cluster, role);
    result["comment"] = role.comment ? Json(*role.comment) : Json();
    result["settings"] = role.settings;
    result["databases"] = role.databases;
    return result;
}

void print_table(Context& context,
                 const std::vector<const roles::Role*>& shown,
                 const MembershipsOf& members) {
    Table table{{"role", "attributes", "member of", "valid until", "limit", "sessions"}};
    for (const auto* role : shown) {
        std::vector<std::string> groups;
        const auto [begin, end] = members.equal_range(role->name);
        for (auto it = begin; it != end; ++it)
            groups.push_back(spell(*it->second));
        table.add({printable(role->name), attributes_of(*role),
                   groups.empty() ? "-" : printable(join(groups, ", ")),
                   role->valid_until.value_or("-"),
                   role->connection_limit < 0 ? "-" : std::to_string(role->connection_limit),
                   std::to_string(role->sessions)});
    }
    table.print(context.out(), context.out_style());
}

int list(Context& context, const Options& options) {
    auto session = open_roles(context, options.roles, context.load_config(), "admin-users list");
    const auto cluster = roles::read_cluster(session.connection);
    const auto members = by_member(cluster);
    std::vector<const roles::Role*> shown;
    for (const auto& [name, role] : cluster.roles)
        if (options.all || !name.starts_with("pg_")) shown.push_back(&role);
    if (!context.globals().json) {
        print_table(context, shown, members);
        return 0;
    }
    auto array = Json::array();
    for (const auto* role : shown)
        array.push_back(role_json(cluster, *role, members));
    print(context.out(), Json{{"ok", true},
                              {"command", "admin-users list"},
                              {"target", session.connection.describe()},
                              {"roles", array},
                              {"warnings", to_json(context.warnings)}});
    return 0;
}

Action add_list(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_flag(app, "--all", options->all, "Also PostgreSQL's own roles, pg_…");
    add_role_options(app, options->roles, Access::read);
    return [options](Context& context) { return list(context, *options); };
}

}  // namespace

constexpr Command admin_users_list_command{
    .name = "admin-users list",
    .group = "Manage roles",
    .summary = "List roles, memberships and open sessions",
    .arguments = "",
    .description =
        "Lists every role of the cluster with the attributes it has, the roles it is a member of "
        "(with their options where the server has them: 16 and newer), when its password ends, its "
        "connection limit and its open sessions. Writes nothing.",
    .examples =
        "pgmeta admin-users list\n"
        "pgmeta admin-users list --json\n",
    .json =
        "ok: true\n"
        "command: admin-users list\n"
        "target: user@host:port/database\n"
        "roles: list of {name, login, superuser, createdb, createrole, replication, bypassrls, "
        "inherit, member_of, valid_until, expired, connection_limit, sessions, password "
        "(scram-sha-256, md5, none or unknown), comment, settings, databases}; member_of is a list "
        "of {role, admin, grantor, inherit, set}, the last two from PostgreSQL 16 on\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_list,
};

}  // namespace pgmeta::cli
