// SPDX-License-Identifier: MIT
#include "commands/admin_users.hpp"
#include "commands/commands.hpp"
#include "options/confirmation.hpp"
#include "options/register.hpp"
#include "output/shell.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/roles/sql.hpp"
#include "pgmeta/roles/wanted.hpp"
#include "pgmeta/sqltext/quote.hpp"

#include <fmt/format.h>

#include <memory>
#include <set>

namespace pgmeta::cli {

namespace {

constexpr std::string_view command = "admin-users remove";

struct Options {
    RoleOptions roles;
    std::string username;
    bool test = false;
    std::string heir;
    bool terminate = false;
};

/// What stands between a role and its end.
struct Leaving {
    std::string user;
    std::vector<roles::Dependent> dependents;
    std::vector<std::string> databases;  ///< to visit: where something depends on it
    int sessions = 0;
};

std::vector<std::string> users_of(const Options& options, const roles::RoleNames& names) {
    if (options.username.empty() != options.test)
        throw Error{
            Fault::usage, options.test ? "options-contradict" : "argument-missing",
            fmt::format("`pgmeta {}` expects one of `--username NAME` and `--test`", command)};
    if (options.test) return {std::string{roles::test_user}, std::string{roles::test_admin}};
    roles::check_role_name(options.username);
    if (names.is_base(options.username))
        throw Error{Fault::usage, "role-is-base",
                    fmt::format("`{}` is a base role, on which packages depend", options.username)}
            .hint("DROP ROLE with `psql` when no database of the cluster needs it");
    return {options.username};
}

void check_heir(const Options& options, const std::vector<std::string>& users) {
    if (options.heir.empty()) return;
    roles::check_role_name(options.heir);
    for (const auto& user : users)
        if (options.heir == user)
            throw Error{Fault::usage, "options-contradict",
                        fmt::format("`--reassign-to` expects another role than `{}`", user)};
}

std::vector<Leaving> look(RoleSession& session,
                          const roles::Cluster& cluster,
                          const std::vector<std::string>& users) {
    std::vector<Leaving> leaving;
    for (const auto& user : users) {
        const auto* role = cluster.find(user);
        if (role == nullptr) continue;
        auto& one = leaving.emplace_back();
        one.user = user;
        one.sessions = role->sessions;
        one.dependents = roles::read_dependents(
            session.connection, user,
            [&](const std::string& database) { return session.open(database); });
        std::set<std::string> databases;
        for (const auto& dependent : one.dependents)
            databases.insert(dependent.database.empty() ? session.connection.database()
                                                        : dependent.database);
        one.databases.assign(databases.begin(), databases.end());
    }
    return leaving;
}

std::string spell(const roles::Dependent& dependent) {
    return fmt::format(
        "{}: {} ({})",
        dependent.database.empty() ? "shared by all databases" : "database " + dependent.database,
        dependent.object, dependent.described ? dependent.why : "the database cannot be reached");
}

/// Everything that depends on the role, and the commands that end it.
Error has_dependents(const Leaving& leaving) {
    const auto user = roles::display_name(leaving.user);
    Error error{
        Fault::database, "role-has-dependents",
        fmt::format("role {} cannot be dropped: {} on it", user,
                    count_of(leaving.dependents.size(), "entry depends", "entries depend"))};
    constexpr std::size_t most_shown = 50;
    for (std::size_t i = 0; i < leaving.dependents.size() && i < most_shown; ++i)
        error.add_frame(spell(leaving.dependents[i]));
    if (leaving.dependents.size() > most_shown)
        error.add_frame(fmt::format("and {} more", leaving.dependents.size() - most_shown));
    error.add_hint(fmt::format("pgmeta admin-users remove --username {} --reassign-to ROLE",
                               shell_quoted(leaving.user)));
    for (const auto& database : leaving.databases)
        error.add_hint(
            fmt::format("or by hand: psql -d {} -c {}", shell_quoted(database),
                        shell_quoted(fmt::format("REASSIGN OWNED BY {0} TO ROLE; DROP OWNED BY {0}",
                                                 sqltext::quote_identifier(leaving.user)))));
    return error;
}

/// A database that cannot be reached must be seen before the first one is changed.
void refuse_unreachable(const Leaving& leaving) {
    for (const auto& dependent : leaving.dependents) {
        if (dependent.described) continue;
        throw Error{
            Fault::environment, "database-unreachable",
            fmt::format("{} of role {} in database `{}`, which cannot be reached: nothing "
                        "was changed",
                        dependent.object, roles::display_name(leaving.user), dependent.database)}
            .hint("let the database accept connections, or give its objects away by hand");
    }
}

std::vector<std::string> planned(const Options& options, const Leaving& leaving) {
    std::vector<std::string> words;
    const auto user = roles::display_name(leaving.user);
    if (options.terminate)
        words.push_back(
            fmt::format("let nobody log in as {}, and end {}", user,
                        count_of(static_cast<std::size_t>(leaving.sessions), "session")));
    for (const auto& database : leaving.databases)
        words.push_back(fmt::format("in database {}: give what {} owns to {}, end its privileges",
                                    database, user, roles::display_name(options.heir)));
    return words;
}

void show_plan(Context& context,
               const std::vector<Leaving>& leaving,
               const std::vector<std::string>& words) {
    for (const auto& one : leaving)
        for (const auto& dependent : one.dependents)
            context.err() << fmt::format("  {}\n", printable(spell(dependent)));
    for (const auto& line : words)
        context.err() << fmt::format("would {}\n", printable(line));
}

void end_sessions_of(RoleSession& session,
                     const roles::Cluster& cluster,
                     const std::vector<Leaving>& leaving,
                     RoleReport& report) {
    for (const auto& one : leaving) {
        // Whoever is thrown out must not come back before the role is gone.
        carry_out(session, {command, roles::no_login(one.user), {}}, cluster, report);
        const int ended = roles::end_sessions(session.connection, one.user);
        if (ended > 0)
            report.done.push_back(fmt::format("end {} of {}",
                                              count_of(static_cast<std::size_t>(ended), "session"),
                                              roles::display_name(one.user)));
    }
}

void give_away(RoleSession& session,
               const roles::Cluster& cluster,
               const Leaving& leaving,
               const std::string& heir,
               RoleReport& report) {
    for (const auto& database : leaving.databases) {
        auto there = session.open(database);
        if (!there)
            throw Error{Fault::environment, "database-unreachable",
                        fmt::format("database `{}` cannot be reached any more", database)};
        RoleSession visit{session.target, std::move(*there)};
        RoleReport local;
        carry_out(visit, {command, roles::release(leaving.user, heir), {}}, cluster, local);
        for (const auto& line : local.done)
            report.done.push_back(fmt::format("in database {}: {}", database, line));
    }
}

std::vector<roles::Step> removal(const std::vector<std::string>& users,
                                 const roles::RoleNames& names) {
    std::vector<roles::Step> steps;
    for (const auto& user : users) {
        const auto one = roles::no_role(user, names);
        steps.insert(steps.end(), one.begin(), one.end());
    }
    return steps;
}

/// psql's \connect takes the script from database to database.
int print_removal(Context& context,
                  const Options& options,
                  const std::vector<std::string>& users,
                  const roles::RoleNames& names) {
    auto& out = context.out();
    if (options.terminate)
        for (const auto& user : users)
            out << roles::render(roles::no_login(user)).text()
                << fmt::format(
                       "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                       "usename = {};\n",
                       sqltext::quote_literal(user));
    if (!options.heir.empty()) {
        auto session = open_roles(context, options.roles, context.load_config(), command);
        const auto cluster = roles::read_cluster(session.connection);
        for (const auto& one : look(session, cluster, users))
            for (const auto& database : one.databases)
                out << fmt::format("\\connect {}\n", sqltext::quote_identifier(database))
                    << roles::release_user_sql(one.user, options.heir).text();
        out << fmt::format("\\connect {}\n",
                           sqltext::quote_identifier(session.connection.database()));
    }
    return print_sql(context, removal(users, names));
}

void remark_absent_and_open(const Options& options,
                            const std::vector<std::string>& users,
                            const roles::Cluster& cluster,
                            RoleReport& report) {
    for (const auto& user : users) {
        const auto* role = cluster.find(user);
        if (role == nullptr)
            report.remarks.push_back(
                fmt::format("role {} does not exist", roles::display_name(user)));
        else if (role->sessions > 0 && !options.terminate)
            report.remarks.push_back(
                fmt::format("{} of {} still open; `--terminate` ends them first",
                            count_of(static_cast<std::size_t>(role->sessions), "session"),
                            roles::display_name(user)));
    }
}

Error may_not(const std::string& what, const std::string& needed) {
    return Error{Fault::database, "role-privilege", what + ": nothing was changed"}
        .hint("it needs " + needed)
        .hint("connect as a role that may");
}

/// The last step would fail for these, when the others are done.
void refuse_self_and_system(const Leaving& leaving, const roles::Cluster& cluster) {
    const auto user = roles::display_name(leaving.user);
    if (leaving.user == cluster.user)
        throw Error{Fault::database, "role-in-use",
                    fmt::format("this session runs as {}, so it cannot drop it", user)}
            .hint("connect as another role");
    if (cluster.find(leaving.user)->system)
        throw Error{Fault::database, "role-is-system",
                    fmt::format("PostgreSQL itself needs role {}", user)};
}

void refuse_unprivileged(RoleSession& session, const Options& options, const Leaving& leaving) {
    const auto user = roles::display_name(leaving.user);
    if (options.terminate && leaving.sessions > 0 &&
        !roles::may_end_sessions(session.connection, leaving.user))
        throw may_not(
            fmt::format("this session may not end those of {}", user),
            fmt::format("membership in pg_signal_backend or in {}; superuser, where {} is "
                        "one",
                        user, user));
    if (!leaving.dependents.empty() &&
        !roles::may_give_away(session.connection, leaving.user, options.heir))
        throw may_not(fmt::format("this session may not give what {} owns to {}", user,
                                  roles::display_name(options.heir)),
                      "membership in both roles");
}

/// Whatever would end the work half-way is refused before anything is changed.
void refuse_obstacles(RoleSession& session,
                      const Options& options,
                      const std::vector<Leaving>& leaving,
                      const roles::Cluster& cluster) {
    if (!options.heir.empty()) {
        const std::vector<roles::Step> need{
            {.kind = roles::StepKind::need_role, .role = options.heir}};
        refuse_missing(need, cluster);
    }
    for (const auto& one : leaving) {
        refuse_self_and_system(one, cluster);
        if (options.heir.empty() && !one.dependents.empty()) throw has_dependents(one);
        refuse_unreachable(one);
        refuse_unprivileged(session, options, one);
    }
}

int remove(Context& context, const Options& options) {
    const auto config = context.load_config();
    const auto names = choose_names(options.roles, config);
    const auto users = users_of(options, names);
    check_heir(options, users);
    if (options.roles.print_sql) return print_removal(context, options, users, names);
    if (!options.roles.dry_run) require_answer(context, {.yes = options.roles.yes});

    auto session = open_roles(context, options.roles, config, command);
    const auto cluster = roles::read_cluster(session.connection);
    const auto leaving = look(session, cluster, users);
    refuse_obstacles(session, options, leaving, cluster);
    RoleReport report;
    report.dry_run = options.roles.dry_run;
    remark_absent_and_open(options, users, cluster, report);
    const RoleChange change{command, removal(users, names), {}};
    std::vector<std::string> words;
    for (const auto& one : leaving)
        for (auto& line : planned(options, one))
            words.push_back(std::move(line));
    if (report.dry_run) {
        report.done = words;
    } else if (!leaving.empty()) {
        const auto last = outstanding(change.steps, cluster);
        words.insert(words.end(), last.begin(), last.end());
        if (!options.heir.empty() || !options.roles.yes) show_plan(context, leaving, words);
        if (!options.roles.yes && !context.ask("Remove?"))
            throw Error{Fault::declined, "declined", "the answer was No: nothing was removed"};
        if (options.terminate) end_sessions_of(session, cluster, leaving, report);
        for (const auto& one : leaving)
            give_away(session, cluster, one, options.heir, report);
    }
    carry_out(session, change, cluster, report);
    return print_report(context, command, session, report);
}

Action add_remove(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_value(app, "--username", options->username, "NAME", "The role");
    add_flag(app, "--test", options->test, "The test users app_user and app_admin");
    add_value(app, "--reassign-to", options->heir, "ROLE",
              "Give what it owns, in every database, to ROLE and end its privileges first");
    add_flag(app, "--terminate", options->terminate, "End its sessions first");
    add_role_options(app, options->roles, Access::write);
    return [options](Context& context) { return remove(context, *options); };
}

}  // namespace

constexpr Command admin_users_remove_command{
    .name = "admin-users remove",
    .group = "Manage roles",
    .summary = "Remove a login role",
    .arguments = "",
    .description =
        "Ends the role's memberships in anonymous and authenticated and its CONNECT privileges, and "
        "drops it. A role that is not there is no failure. Shows what will happen and asks; the "
        "default answer is No.\n\n"
        "When something depends on the role, lists it for every database and does nothing. "
        "--reassign-to gives what the role owns to another one, and ends its privileges, in each of "
        "those databases: a transaction per database, then the role goes. With it --print-sql looks "
        "for the databases first.",
    .examples =
        "pgmeta admin-users remove --username alice\n"
        "pgmeta admin-users remove --username alice --reassign-to app_owner --terminate --yes\n"
        "pgmeta admin-users remove --test --yes\n",
    .json =
        "ok: true\n"
        "command: admin-users remove\n"
        "target, dry_run, changed, done, remarks, warnings, error: as in `admin-users bootstrap`\n",
    .add = add_remove,
};

}  // namespace pgmeta::cli
