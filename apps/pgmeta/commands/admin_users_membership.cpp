// SPDX-License-Identifier: MIT
#include "commands/admin_users.hpp"
#include "commands/commands.hpp"
#include "options/register.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/roles/wanted.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    RoleOptions roles;
    std::string role;
    std::string user;
};

/// Both names are given, and can be names.
void check(const Options& options, std::string_view command) {
    if (options.role.empty() || options.user.empty())
        throw Error{Fault::usage, "argument-missing",
                    fmt::format("`{}` expects two names: ROLE USER", command)};
    roles::check_group_name(options.role);
    roles::check_role_name(options.user);
}

int change_membership(Context& context, const Options& options, RoleChange change) {
    if (options.roles.print_sql) return print_sql(context, change.steps);
    const auto config = context.load_config();
    auto session = open_roles(context, options.roles, config, change.command);
    const auto cluster = roles::read_cluster(session.connection);
    refuse_missing(change.steps, cluster);
    RoleReport report;
    report.dry_run = options.roles.dry_run;
    for (const auto& name : {options.role, options.user})
        if (cluster.find(name) == nullptr)
            report.remarks.push_back(
                fmt::format("role {} does not exist", roles::display_name(name)));
    carry_out(session, change, cluster, report);
    return print_report(context, change.command, session, report);
}

int grant(Context& context, const Options& options) {
    check(options, "pgmeta admin-users grant");
    RoleChange change{"admin-users grant", roles::membership(options.role, options.user), {}};
    for (const auto& name : {options.role, options.user})
        change.steps.insert(change.steps.begin(),
                            {.kind = roles::StepKind::need_role, .role = name});
    return change_membership(context, options, std::move(change));
}

int revoke(Context& context, const Options& options) {
    check(options, "pgmeta admin-users revoke");
    return change_membership(
        context, options,
        {"admin-users revoke", roles::no_membership(options.role, options.user), {}});
}

void add_options(CLI::App& app, Options& options) {
    add_argument(app, "role", options.role, "The role whose privileges are meant");
    add_argument(app, "user", options.user, "Who gets or loses them");
    add_role_options(app, options.roles, Access::write);
}

Action add_grant(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_options(app, *options);
    return [options](Context& context) { return grant(context, *options); };
}

Action add_revoke(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_options(app, *options);
    return [options](Context& context) { return revoke(context, *options); };
}

}  // namespace

constexpr Command admin_users_grant_command{
    .name = "admin-users grant",
    .group = "Manage roles",
    .summary = "Make a role a member of another",
    .arguments = "ROLE USER",
    .description =
        "Gives USER the privileges of ROLE. Where USER has them already nothing is written. "
        "Attributes such as BYPASSRLS do not come with a membership: they act after SET ROLE only.",
    .examples = "pgmeta admin-users grant administrator alice\n",
    .json =
        "ok: true\n"
        "command: admin-users grant\n"
        "target, dry_run, changed, done, remarks, warnings, error: as in `admin-users bootstrap`\n",
    .add = add_grant,
};

constexpr Command admin_users_revoke_command{
    .name = "admin-users revoke",
    .group = "Manage roles",
    .summary = "End a role's membership in another",
    .arguments = "ROLE USER",
    .description =
        "Takes the privileges of ROLE from USER. Where USER is no member, or is not there, nothing "
        "is written and the exit status is 0.",
    .examples = "pgmeta admin-users revoke administrator alice\n",
    .json =
        "ok: true\n"
        "command: admin-users revoke\n"
        "target, dry_run, changed, done, remarks, warnings, error: as in `admin-users bootstrap`\n",
    .add = add_revoke,
};

}  // namespace pgmeta::cli
