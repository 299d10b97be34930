// SPDX-License-Identifier: MIT
#include "commands/admin_users.hpp"
#include "commands/admin_users_secret.hpp"
#include "commands/commands.hpp"
#include "options/register.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/roles/wanted.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    RoleOptions roles;
    PasswordOptions password;
    std::string username;
};

/// Sessions keep running with the old password; only new ones need the new one.
void remark_sessions(RoleReport& report, const roles::Cluster& cluster, const std::string& user) {
    const auto* role = cluster.find(user);
    if (role == nullptr || role->sessions == 0) return;
    report.remarks.push_back(
        fmt::format("{} of {} that began with the old password {} on",
                    count_of(static_cast<std::size_t>(role->sessions), "session"),
                    roles::display_name(user), role->sessions == 1 ? "goes" : "go"));
}

int rotate(Context& context, const Options& options) {
    if (options.username.empty())
        throw Error{Fault::usage, "argument-missing",
                    "`pgmeta admin-users rotate` expects `--username NAME`"};
    roles::check_role_name(options.username);
    check_password_options(options.password, context.globals().json);
    RoleChange change{"admin-users rotate", roles::new_password(options.username, "verifier"), {}};
    if (options.roles.print_sql) return print_sql(context, change.steps);

    const auto config = context.load_config();
    auto session = open_roles(context, options.roles, config, change.command);
    const auto cluster = roles::read_cluster(session.connection);
    refuse_missing(change.steps, cluster);
    RoleReport report;
    report.dry_run = options.roles.dry_run;
    report.extra["username"] = options.username;
    if (report.dry_run) {
        carry_out(session, change, cluster, report);
        return print_report(context, change.command, session, report);
    }
    Secret secret{context, options.password, session, options.username};
    if (has_password(cluster, options.username, secret.text())) {
        report.remarks.push_back(
            fmt::format("the password of {} is unchanged", roles::display_name(options.username)));
        return print_report(context, change.command, session, report);
    }
    change.verifiers["verifier"] = make_verifier(session.connection, options.username,
                                                 secret.text(), options.password.allow_md5);
    carry_out(session, change, cluster, report);
    secret.hand_over(report);
    remark_sessions(report, cluster, options.username);
    return print_report(context, change.command, session, report);
}

Action add_rotate(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_value(app, "--username", options->username, "NAME", "The role (required)");
    add_password(app, options->password, MayHaveNone::no);
    add_role_options(app, options->roles, Access::write);
    return [options](Context& context) { return rotate(context, *options); };
}

}  // namespace

constexpr Command admin_users_rotate_command{
    .name = "admin-users rotate",
    .group = "Manage roles",
    .summary = "Give a role a new password",
    .arguments = "",
    .description =
        "Sets a new password, from the same sources as `admin-users add`. Sessions that are open "
        "go on; the next one needs the new password.",
    .examples =
        "pgmeta admin-users rotate --username reports --generate --output reports.secret\n"
        "pgmeta admin-users rotate --username alice\n",
    .json =
        "ok: true\n"
        "command: admin-users rotate\n"
        "username: the role\n"
        "target, dry_run, changed, done, remarks, warnings, error: as in `admin-users bootstrap`\n",
    .add = add_rotate,
};

}  // namespace pgmeta::cli
