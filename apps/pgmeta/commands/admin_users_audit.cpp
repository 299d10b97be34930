// SPDX-License-Identifier: MIT
#include "commands/admin_users.hpp"
#include "commands/commands.hpp"
#include "options/confirmation.hpp"
#include "options/register.hpp"
#include "options/roles_file.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/roles/audit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace pgmeta::cli {

namespace {

constexpr std::string_view command = "admin-users audit";
constexpr int drift_found = 4;

struct Options {
    RoleOptions roles;
    bool client = false;
    bool fix = false;
    std::string file;
    std::vector<std::string> ignore;
};

roles::AuditOptions audit_options(Context& context,
                                  const Options& options,
                                  const roles::RoleNames& names,
                                  pg::Connection& connection) {
    roles::AuditOptions result;
    result.client = options.client;
    result.ignore.insert(options.ignore.begin(), options.ignore.end());
    if (options.file.empty()) return result;
    result.users.emplace();
    for (auto& one : read_users(context, options.file, names)) {
        make_canonical(connection, one.user);
        result.users->push_back(std::move(one.user));
    }
    return result;
}

Json finding_json(const roles::Finding& finding) {
    return {{"id", finding.id},
            {"role", finding.role},
            {"message", finding.message},
            {"fixable", finding.fixable}};
}

int print_audit(Context& context,
                const RoleSession& session,
                const roles::Audit& audit,
                const RoleReport& fixed) {
    const int status = audit.findings.empty() ? 0 : drift_found;
    if (context.globals().json) {
        auto findings = Json::array();
        for (const auto& finding : audit.findings)
            findings.push_back(finding_json(finding));
        print(context.out(), Json{{"ok", status == 0},
                                  {"command", command},
                                  {"target", session.connection.describe()},
                                  {"findings", findings},
                                  {"unknown", audit.unknown},
                                  {"dry_run", fixed.dry_run},
                                  {"done", fixed.done},
                                  {"warnings", to_json(context.warnings)}});
        return status;
    }
    for (const auto& line : fixed.done)
        context.out() << fmt::format("{} {}\n", fixed.dry_run ? "would" : "+", printable(line));
    for (const auto& finding : audit.findings)
        context.out() << fmt::format("{}: {} [{}]\n", printable(finding.role),
                                     printable(finding.message), finding.id);
    if (!audit.unknown.empty())
        context.out() << fmt::format("unknown, since this session may not read pg_authid: {}\n",
                                     join(audit.unknown, ", "));
    if (status == 0) {
        context.out() << "The roles are as configured.\n";
        return status;
    }
    const bool fixable = std::any_of(audit.findings.begin(), audit.findings.end(),
                                     [](const auto& finding) { return finding.fixable; });
    context.note(count_of(audit.findings.size(), "finding") +
                 (fixable ? "; `--fix` repairs the base roles" : ""));
    return status;
}

/// Repairs the base roles.  False when nothing of the audit is about them.
bool fix(Context& context,
         const Options& options,
         RoleSession& session,
         const roles::Cluster& cluster,
         const std::vector<roles::Step>& steps,
         RoleReport& report) {
    report.dry_run = options.roles.dry_run;
    const auto words = outstanding(steps, cluster);
    if (words.empty()) return false;
    if (!options.roles.dry_run && !options.roles.yes) {
        for (const auto& line : words)
            context.err() << fmt::format("would {}\n", printable(line));
        if (!context.ask("Repair the base roles?"))
            throw Error{Fault::declined, "declined", "the answer was No: nothing was changed"};
    }
    carry_out(session, {command, steps, {}}, cluster, report);
    return !report.dry_run;
}

std::vector<roles::Step> repair(const Options& options,
                                const roles::RoleNames& names,
                                const roles::Cluster& cluster) {
    return roles::base_roles(names, roles::client_role(cluster, names, options.client));
}

int audit(Context& context, const Options& options) {
    const auto config = context.load_config();
    const auto names = choose_names(options.roles, config);
    if ((options.roles.print_sql || options.roles.dry_run) && !options.fix)
        throw Error{Fault::usage, "options-contradict",
                    "an audit changes nothing: `--print-sql` and `--dry-run` expect `--fix`"};
    if (options.roles.print_sql) return print_sql(context, repair(options, names, {}));
    if (options.fix && !options.roles.dry_run) require_answer(context, {.yes = options.roles.yes});

    auto session = open_roles(context, options.roles, config, command);
    const auto wanted = audit_options(context, options, names, session.connection);
    auto cluster = roles::read_cluster(session.connection);
    RoleReport report;
    if (options.fix &&
        fix(context, options, session, cluster, repair(options, names, cluster), report))
        cluster = roles::read_cluster(session.connection);
    return print_audit(context, session, roles::audit(cluster, names, wanted), report);
}

Action add_audit(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_flag(app, "--client", options->client, "authenticated_client shall be there, too");
    add_value(app, "--file", options->file, "FILE",
              "The users of this users.yaml shall be there, and no others");
    add_values(app, "--ignore", options->ignore, "ROLE", "Say nothing about this role; repeatable");
    add_flag(app, "--fix", options->fix, "Repair the base roles first; asks");
    add_role_options(app, options->roles, Access::write);
    return [options](Context& context) { return audit(context, *options); };
}

}  // namespace

constexpr Command admin_users_audit_command{
    .name = "admin-users audit",
    .group = "Manage roles",
    .summary = "Compare a cluster's roles with the configuration",
    .arguments = "",
    .description =
        "Reports base roles that are missing or have other attributes than they should, login roles "
        "that are superuser or bypass row security, passwords that have ended, md5 verifiers, test "
        "users with the password that everybody knows, and roles that belong to no base role (with "
        "--file: that the file does not name). Exit status 4 when it finds any. What needs "
        "pg_authid is `unknown` to those who may not read it.\n\n"
        "--fix repairs the base roles, after a question, and reports what is left.",
    .examples =
        "pgmeta admin-users audit\n"
        "pgmeta admin-users audit --file users.yaml --json\n"
        "pgmeta admin-users audit --fix --yes\n",
    .json =
        "ok: true when nothing was found\n"
        "command: admin-users audit\n"
        "target: user@host:port/database\n"
        "findings: list of {id, role, message, fixable}; id is role-missing, wrong-attributes, "
        "wrong-setting, membership-missing, privilege-missing, login-superuser, login-bypassrls, "
        "expired, md5-verifier, test-password or outside-configuration\n"
        "unknown: ids that this session may not look for\n"
        "dry_run: true when --fix touched nothing\n"
        "done: what --fix did, in words\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok and there are no findings, as in `deploy`\n",
    .add = add_audit,
};

}  // namespace pgmeta::cli
