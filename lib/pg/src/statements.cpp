// SPDX-License-Identifier: MIT
#include "pgmeta/pg/statements.hpp"

#include "access.hpp"

#include <fmt/format.h>

#include <array>
#include <atomic>

// A statement, what has to be set for it and its preparation go to the server in one pipeline.  Up
// to the Sync at its end it is one transaction unless another is open (manual, "Pipelining").

namespace pgmeta::pg {

namespace {

/// A program that makes up texts would fill the server's memory.
constexpr std::size_t most_prepared = 256;

constexpr std::string_view set_locally = "SELECT pg_catalog.set_config($1, $2, true)";
constexpr std::string_view whose_session = "SELECT pg_catalog.pg_backend_pid()";

/// Names that no two users of one session share.
std::string new_name() {
    static std::atomic<std::uint64_t> counter = 0;  // NOLINT(*-avoid-non-const-global-variables)
    return fmt::format("pgmeta_{}", ++counter);
}

/// The prepared statement is gone, or its table has changed.
bool is_stale(const Error& error) {
    return error.sqlstate() == "26000" || error.sqlstate() == "0A000";
}

std::vector<const char*> texts_of(const Parameters& parameters) {
    std::vector<const char*> texts;
    texts.reserve(parameters.size());
    for (const auto& parameter : parameters)
        texts.push_back(parameter ? parameter->c_str() : nullptr);
    return texts;
}

}  // namespace

Result Statements::run(std::string_view sql,
                       const Parameters& parameters,
                       std::span<const LocalSetting> settings,
                       Use use) {
    std::vector<Parameters> values;
    values.reserve(settings.size());  // commands point into it
    std::vector<Command> commands;
    commands.reserve(settings.size() + 1);
    for (const auto& setting : settings) {
        values.push_back({std::string{setting.name}, std::string{setting.value}});
        commands.push_back({set_locally, &values.back()});
    }
    commands.push_back({sql, &parameters, use});
    try {
        return run_once(commands);
    } catch (const Error& error) {
        // In a transaction of the caller's nothing can be tried again.
        if (!is_stale(error) || names_.empty() || connection_.in_transaction()) throw;
        names_.clear();
    }
    return run_once(commands);
}

Result Statements::run_once(std::span<const Command> commands) {
    auto& state = ConnectionAccess::state(connection_);
    state.cancelled = false;
    if (PQenterPipelineMode(state.raw.get()) != 1) throw state.lost();
    std::vector<std::string_view> messages;  // texts to prepare, or empty for what is run
    for (const auto& command : commands)
        send(command, messages);
    const bool asks = session_ == Session::unknown;
    const Parameters none;
    if (asks) send({whose_session, &none}, messages);
    auto answer = receive();
    if (answer.failure) {
        // What was prepared before the failure stays prepared.
        for (auto i = answer.results.size(); i < messages.size(); ++i)
            if (const auto name = names_.find(messages[i]); name != names_.end())
                names_.erase(name);
        throw std::move(*answer.failure);
    }
    if (asks) {
        const auto process = answer.results.back().integer(0, 0);
        session_ = process == connection_.backend_pid() ? Session::own : Session::shared;
        answer.results.pop_back();
    }
    return std::move(answer.results.back());
}

/// Sends a command, and before it its preparation when it is worth one and has none.
void Statements::send(const Command& command, std::vector<std::string_view>& messages) {
    auto* raw = ConnectionAccess::raw(connection_);
    const auto texts = texts_of(*command.parameters);
    const int count = static_cast<int>(texts.size());
    auto known = names_.find(command.sql);
    const bool prepares = known == names_.end() && session_ == Session::own &&
                          command.use == Use::repeated && names_.size() < most_prepared;
    if (prepares) {
        known = names_.emplace(command.sql, new_name()).first;
        PQsendPrepare(raw, known->second.c_str(), known->first.c_str(), 0, nullptr);
        messages.push_back(known->first);
    }
    if (known != names_.end())
        PQsendQueryPrepared(raw, known->second.c_str(), count, texts.data(), nullptr, nullptr, 0);
    else
        PQsendQueryParams(raw, std::string{command.sql}.c_str(), count, nullptr, texts.data(),
                          nullptr, nullptr, 0);
    messages.emplace_back();
}

/// Ends the pipeline and reads it to its end.
Statements::Answer Statements::receive() {
    auto& state = ConnectionAccess::state(connection_);
    auto* raw = state.raw.get();
    Answer answer;
    if (PQpipelineSync(raw) != 1) throw state.lost();
    for (;;) {
        auto result = state.next_result();
        const auto status = result ? PQresultStatus(result.get()) : PGRES_EMPTY_QUERY;
        if (status == PGRES_FATAL_ERROR && !answer.failure)
            answer.failure = state.failure(result.get());
        if (PQstatus(raw) == CONNECTION_BAD) {
            if (!answer.failure) answer.failure = state.lost();
            return answer;
        }
        if (status == PGRES_PIPELINE_SYNC) break;
        // Without a result it is the gap between two messages.
        if (result && !answer.failure) answer.results.emplace_back(result.release());
    }
    PQexitPipelineMode(raw);
    return answer;
}

}  // namespace pgmeta::pg
