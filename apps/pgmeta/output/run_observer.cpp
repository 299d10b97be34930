// SPDX-License-Identifier: MIT
#include "output/run_observer.hpp"

#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

namespace pgmeta::cli {

namespace {

std::string spell(const ledger::Holder& holder) {
    auto result = fmt::format("pid {}", holder.pid);
    const auto add = [&result](std::string_view what, const std::string& value) {
        if (!value.empty()) result += fmt::format(", {} {}", what, printable(value));
    };
    add("user", holder.user);
    add("application", holder.application);
    add("from", holder.address);
    add("since", holder.since);
    return result;
}

bool is_warning(const pg::Notice& notice) {
    return notice.severity == "WARNING";
}

}  // namespace

RunObserver::RunObserver(Context& context, std::string verb)
    : context_{context}, progress_{context, std::move(verb)} {
    observer_.connected = [this](const pg::Connection& connection, const ledger::Facts& facts) {
        connected(connection, facts);
    };
    observer_.waiting = [this](const ledger::Holder& holder) { waiting(holder); };
    observer_.progress = [this](std::size_t done, std::size_t total, const engine::ChangeRef& now) {
        progress_.show(done, total, now.text());
    };
    observer_.notice = [this](const engine::ChangeRef& change, const pg::Notice& n) {
        notice(change, n);
    };
    observer_.warning = [this](const Diagnostic& warning) {
        clear();
        context_.warn(warning);
    };
    observer_.wants_steady_progress = context_.may_rewrite();
}

void RunObserver::collect_sql(std::vector<std::string>& sql) {
    observer_.sql = [&sql](const std::string& message) { sql.push_back(message); };
}

void RunObserver::clear() {
    progress_.clear();
}

void RunObserver::connected(const pg::Connection& connection, const ledger::Facts& facts) {
    clear();
    context_.note(fmt::format("target: {}, PostgreSQL {}, {}", printable(connection.describe()),
                              facts.server_version, facts.standby ? "standby" : "primary"));
}

void RunObserver::waiting(const ledger::Holder& holder) {
    clear();
    context_.note(fmt::format("waiting for another deployer: {}", spell(holder)));
}

void RunObserver::notice(const engine::ChangeRef& change, const pg::Notice& notice) {
    const auto& globals = context_.globals();
    if (globals.quiet || (!is_warning(notice) && !globals.verbose)) return;
    clear();
    const auto ink = is_warning(notice) ? Ink::yellow : Ink::dim;
    context_.err() << context_.err_style()(ink, is_warning(notice) ? "warning" : "notice") << ": "
                   << printable(change.text()) << ": " << printable(notice.message) << '\n';
    if (!notice.detail.empty()) context_.err() << "  detail: " << printable(notice.detail) << '\n';
    if (!notice.hint.empty()) context_.err() << "  hint: " << printable(notice.hint) << '\n';
    context_.err() << std::flush;
}

}  // namespace pgmeta::cli
