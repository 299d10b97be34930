// SPDX-License-Identifier: MIT
#include "output/report.hpp"

#include "cli.hpp"
#include "options/duration.hpp"
#include "output/diagnostics.hpp"
#include "output/failure.hpp"
#include "output/json.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

namespace pgmeta::cli {

namespace {

// Up to so many changes are listed one by one.
constexpr std::size_t few_changes = 50;

std::string changes_of_packages(const std::vector<engine::ChangeRef>& changes) {
    return fmt::format("{} of {}", count_of(changes.size(), "change"),
                       count_of(count_packages(changes), "package"));
}

/// What the database holds after a run that failed.
std::string aftermath(const engine::Report& report, const RunWords& words) {
    if (report.failure->fault() == Fault::in_doubt) {
        return fmt::format("It is not known whether {} committed.",
                           count_of(report.undone.size(), "change"));
    }
    std::string result;
    if (report.failure->id() == "transaction-left")
        result = "What the script committed itself stays: look at the database before going on. ";
    if (report.done.empty() && !result.empty()) {
        result += fmt::format("No change was {}.", words.done);
    } else if (report.done.empty()) {
        result = fmt::format("Nothing was {}: the database is as it was before.", words.done);
    } else {
        result += fmt::format("{} {} and {} so.",
                              count_of(report.done.size(), "change was", "changes were"),
                              words.done, report.done.size() == 1 ? "stays" : "stay");
    }
    if (!report.undone.empty())
        result += fmt::format(" {} rolled back.",
                              count_of(report.undone.size(), "change was", "changes were"));
    if (!report.pending.empty())
        result += fmt::format(" {} not attempted.",
                              count_of(report.pending.size(), "change was", "changes were"));
    if (report.database_dropped) result += " The database that this run created was dropped again.";
    if (report.database_created && !report.database_dropped)
        result += " The database that this run created is still there.";
    return result;
}

void print_failure(Context& context, const engine::Report& report, const RunWords& words) {
    print(context.err(), context.err_style(), report.problems);
    print(context.err(), context.err_style(), *report.failure);
    // Problems found before the first statement: the failure says already that nothing changed.
    if (report.problems.empty() || report.database_dropped)
        context.err() << aftermath(report, words) << '\n';
}

void print_summary(std::ostream& stream,
                   const Context& context,
                   const engine::Report& report,
                   const RunWords& words) {
    if (report.database_created) stream << "database created: " << report.target << '\n';
    for (const auto& extension : report.extensions)
        stream << words.sign << " extension " << printable(extension) << '\n';
    print_changes(stream, report.done, words.sign, context.globals().verbose);
    if (report.done.empty()) {
        stream << fmt::format("{}; {} {} in {}.\n", words.nothing,
                              count_of(report.already, "change"), words.already, report.target);
        return;
    }
    stream << fmt::format("{} {} in {}", changes_of_packages(report.done),
                          report.dry_run ? words.would : words.done, report.target);
    if (!report.dry_run) stream << fmt::format(" in {}", spell(report.elapsed));
    stream << ".\n";
}

/// Warnings of files and of the run, each once.
Json all_warnings(const Context& context, const engine::Report& report) {
    Diagnostics all;
    for (const auto& warning : context.warnings)
        all.add(warning);
    for (const auto& warning : report.warnings)
        all.add(warning);
    return to_json(all.sorted());
}

Json report_json(const Context& context, const engine::Report& report, const RunWords& words) {
    return {{"ok", !report.failure},
            {"command", words.command},
            {"target", report.target},
            {"dry_run", report.dry_run},
            {std::string{words.done}, to_json(report.done)},
            {"already", report.already},
            {"rolled_back", to_json(report.undone)},
            {"pending", to_json(report.pending)},
            {"extensions", report.extensions},
            {"ledger_created", report.ledger_created},
            {"database_created", report.database_created},
            {"database_dropped", report.database_dropped},
            {"elapsed_ms", report.elapsed.count()},
            {"warnings", all_warnings(context, report)},
            {"problems", to_json(report.problems)}};
}

void print_text(Context& context,
                const engine::Report& report,
                const RunWords& words,
                const std::vector<std::string>* sql) {
    if (report.failure) return print_failure(context, report, words);
    if (sql != nullptr)
        for (const auto& message : *sql)
            context.out() << message << '\n';
    if (context.globals().quiet) return;
    print_summary(sql != nullptr ? context.err() : context.out(), context, report, words);
}

}  // namespace

std::size_t count_packages(const std::vector<engine::ChangeRef>& changes) {
    std::set<std::string_view> names;
    for (const auto& change : changes)
        names.insert(change.package);
    return names.size();
}

void print_changes(std::ostream& stream,
                   const std::vector<engine::ChangeRef>& changes,
                   char sign,
                   bool every_one) {
    if (every_one || changes.size() <= few_changes) {
        for (const auto& change : changes)
            stream << sign << ' ' << printable(change.text()) << '\n';
        return;
    }
    std::vector<std::string_view> order;
    std::map<std::string_view, std::size_t> counts;
    for (const auto& change : changes)
        if (counts[change.package]++ == 0) order.emplace_back(change.package);
    for (const auto package : order)
        stream << sign << ' ' << printable(package) << ": " << count_of(counts[package], "change")
               << '\n';
}

int print_report(Context& context,
                 const engine::Report& report,
                 const RunWords& words,
                 const std::vector<std::string>* sql,
                 const Json& extra) {
    const int status = report.failure ? exit_code(report.failure->fault()) : 0;
    if (!context.globals().json) {
        print_text(context, report, words, sql);
        return status;
    }
    auto object = report_json(context, report, words);
    object.update(extra);
    if (sql != nullptr) object["sql"] = *sql;
    if (report.failure) object["error"] = to_json(*report.failure);
    print(context.out(), object);
    return status;
}

}  // namespace pgmeta::cli
