// SPDX-License-Identifier: MIT
#include "commands/admin_users.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/roles/difference.hpp"
#include "pgmeta/roles/names.hpp"
#include "pgmeta/roles/privilege.hpp"
#include "pgmeta/roles/sql.hpp"

#include <fmt/format.h>

namespace pgmeta::cli {

namespace {

/// `42501` with a sentence for each step that this session may not do.
Error with_reasons(const Error& error,
                   std::span<const roles::Step> steps,
                   const roles::Cluster& cluster) {
    auto explained = error;
    for (const auto& sentence :
         roles::lacking_privileges(roles::difference(steps, cluster), cluster))
        explained.add_hint(sentence);
    explained.add_hint(
        "connect as a role that may, or let its administrator run what "
        "`--print-sql` prints");
    return explained;
}

}  // namespace

int print_sql(Context& context, std::span<const roles::Step> steps) {
    context.out() << roles::render(steps).text();
    return 0;
}

void refuse_missing(std::span<const roles::Step> steps, const roles::Cluster& cluster) {
    const auto missing = roles::missing_roles(steps, cluster);
    if (missing.empty()) return;
    std::vector<std::string> shown;
    for (const auto& name : missing)
        shown.push_back(fmt::format("`{}`", name));
    throw Error{
        Fault::database, "role-missing",
        fmt::format("{} {} not exist", join(shown, ", "), missing.size() == 1 ? "does" : "do")}
        .hint(
            "base roles are made by `pgmeta admin-users bootstrap`, others by `pgmeta "
            "admin-users add`");
}

void make_canonical(pg::Connection& connection, roles::UserSpec& user) {
    if (!user.valid_until) return;
    try {
        user.valid_until = roles::canonical_timestamp(connection, *user.valid_until);
    } catch (Error& error) {
        error.add_frame(fmt::format("for user {}", roles::display_name(user.name)));
        throw;
    }
}

std::vector<std::string> outstanding(std::span<const roles::Step> steps,
                                     const roles::Cluster& cluster) {
    std::vector<std::string> words;
    for (const auto& step : roles::difference(steps, cluster))
        words.push_back(roles::describe(step));
    return words;
}

void carry_out(RoleSession& session,
               const RoleChange& change,
               const roles::Cluster& cluster,
               RoleReport& report) {
    auto words = outstanding(change.steps, cluster);
    if (words.empty()) return;
    if (report.dry_run) {
        report.done.insert(report.done.end(), words.begin(), words.end());
        return;
    }
    try {
        auto outcome =
            roles::execute(session.connection, roles::render(change.steps), change.verifiers);
        report.done.insert(report.done.end(), outcome.done.begin(), outcome.done.end());
        report.remarks.insert(report.remarks.end(), outcome.notices.begin(), outcome.notices.end());
    } catch (const Error& error) {
        if (error.sqlstate() == "42501") throw with_reasons(error, change.steps, cluster);
        throw;
    }
}

int print_report(Context& context,
                 std::string_view command,
                 const RoleSession& session,
                 const RoleReport& report) {
    if (context.globals().json) {
        Json object{{"ok", true},
                    {"command", command},
                    {"target", session.connection.describe()},
                    {"dry_run", report.dry_run},
                    {"changed", !report.dry_run && !report.done.empty()},
                    {"done", report.done},
                    {"remarks", report.remarks}};
        object.update(report.extra);
        object["warnings"] = to_json(context.warnings);
        print(context.out(), object);
        return 0;
    }
    if (!report.secret.empty()) context.out() << report.secret << '\n';
    if (context.globals().quiet) return 0;
    for (const auto& line : report.done)
        context.out() << fmt::format("{} {}\n", report.dry_run ? "would" : "+", printable(line));
    for (const auto& line : report.remarks)
        context.out() << fmt::format("  {}\n", printable(line));
    if (report.done.empty() && report.remarks.empty())
        context.out() << "Nothing to do: everything is as it should be.\n";
    return 0;
}

}  // namespace pgmeta::cli
