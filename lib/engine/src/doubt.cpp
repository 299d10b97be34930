// SPDX-License-Identifier: MIT
#include "doubt.hpp"

#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::engine {

namespace {

constexpr std::size_t candidates_shown = 5;

struct Answer {
    pg::Connection connection;
    std::size_t present = 0;
};

/// A server that crashed is given time to come back, also after Ctrl-C.
Target patient(const Target& target) {
    constexpr std::chrono::seconds restart{10};
    Target result = target;
    result.wait = std::max<std::chrono::milliseconds>(target.wait, restart);
    if (target.interrupts != nullptr && target.interrupts->take() != 0) result.interrupts = nullptr;
    return result;
}

Answer ask_ledger(const Error& doubt,
                  const Target& target,
                  std::span<const std::string> change_ids,
                  const Observer& observer) {
    try {
        auto connection = connect(patient(target), "settle");
        const auto facts = ledger::begin_locked(connection, target.lock_wait, observer.waiting);
        std::size_t count = 0;
        if (facts.presence == ledger::Presence::complete)
            count = ledger::present(connection, change_ids).size();
        connection.query("ROLLBACK");
        return {std::move(connection), count};
    } catch (const Error& error) {
        Error unknown = doubt;
        unknown.add_frame(fmt::format("and the ledger could not be asked: {}", error.message()));
        unknown.add_hint(
            "when the server is back, `pgmeta status` tells which of the two happened");
        throw unknown;
    }
}

Error not_committed(const Error& doubt) {
    return Error{Fault::environment, "connection-lost",
                 fmt::format("{}; nothing was committed", doubt.message())}
        .hint("run the same command again");
}

}  // namespace

pg::Connection settle_doubt(const Error& doubt,
                            const Target& target,
                            std::span<const std::string> change_ids,
                            const Observer& observer) {
    if (change_ids.empty()) throw doubt;
    auto answer = ask_ledger(doubt, target, change_ids, observer);
    if (answer.present != change_ids.size()) throw not_committed(doubt);
    return std::move(answer.connection);
}

pg::Connection settle_revert_doubt(const Error& doubt,
                                   const Target& target,
                                   std::span<const std::string> change_ids,
                                   const Observer& observer) {
    auto answer = ask_ledger(doubt, target, change_ids, observer);
    if (answer.present != 0) throw not_committed(doubt);
    return std::move(answer.connection);
}

Error explain_commit(Error error, std::span<Step> steps) {
    const auto* detail = error.sql_detail();
    if (detail == nullptr) return error;
    auto explained =
        Error{error.fault(), "commit-refused", fmt::format("at COMMIT: {}", detail->message)}.sql(
            *detail);
    std::vector<std::string> candidates;
    for (auto& step : steps) {
        if (detail->table.empty() || candidates.size() > candidates_shown) break;
        step.load();
        if (step.script->sendable.text.find(detail->table) != std::string::npos)
            candidates.push_back(step.ref().text());
        step.let_go();
    }
    if (candidates.size() > candidates_shown) {
        candidates.resize(candidates_shown);
        candidates.emplace_back("…");
    }
    explained.add_hint(
        "a deferred constraint is checked at the end, so no single statement failed; SET CONSTRAINTS "
        "ALL IMMEDIATE at the end of a script moves the check there");
    if (!candidates.empty())
        explained.add_hint(fmt::format("changes of this run that mention table `{}`: {}",
                                       detail->table, join(candidates, ", ")));
    return explained;
}

}  // namespace pgmeta::engine
