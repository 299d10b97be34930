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

constexpr auto whose_session = "SELECT pg_catalog.pg_backend_pid()";

/// Names that no two users of one session share.
std::string new_name() {
    static std::atomic<std::uint64_t> counter = 0;  // NOLINT(*-avoid-non-const-global-variables)
    return fmt::format("pgmeta_{}", ++counter);
}

/// The prepared statement is gone, or its table has changed.
bool is_stale(const Error& error) {
    return error.sqlstate() == "26000" || error.sqlstate() == "0A000";
}

struct Texts {
    explicit Texts(const Parameters& parameters) {
        values.reserve(parameters.size());
        for (const auto& parameter : parameters)
            values.push_back(parameter ? parameter->c_str() : nullptr);
    }

    [[nodiscard]] int size() const { return static_cast<int>(values.size()); }

    std::vector<const char*> values;
};

}  // namespace

Result Statements::run(std::string_view sql,
                       const Parameters& parameters,
                       std::span<const LocalSetting> settings,
                       Use use) {
    auto done = attempt(sql, parameters, settings, use);
    if (done.failure && is_stale(*done.failure) && !names_.empty()) {
        names_.clear();
        // In a transaction of the caller's nothing can be tried again.
        if (!connection_.in_transaction()) done = attempt(sql, parameters, settings, Use::once);
    }
    if (done.failure) throw std::move(*done.failure);
    return std::move(done.results.at(done.wanted));
}

Statements::Attempt Statements::attempt(std::string_view sql,
                                        const Parameters& parameters,
                                        std::span<const LocalSetting> settings,
                                        Use use) {
    auto& state = ConnectionAccess::state(connection_);
    auto* raw = state.raw.get();
    state.cancelled = false;
    if (PQenterPipelineMode(raw) != 1) throw state.lost();
    send_settings(settings);
    const Texts texts{parameters};
    const auto name = name_for(sql, use);
    if (name.is_new) PQsendPrepare(raw, name.text->c_str(), std::string{sql}.c_str(), 0, nullptr);
    if (name.text != nullptr)
        PQsendQueryPrepared(raw, name.text->c_str(), texts.size(), texts.values.data(), nullptr,
                            nullptr, 0);
    else
        PQsendQueryParams(raw, std::string{sql}.c_str(), texts.size(), nullptr, texts.values.data(),
                          nullptr, nullptr, 0);
    const bool asks = session_ == Session::unknown && use == Use::repeated;
    if (asks) PQsendQueryParams(raw, whose_session, 0, nullptr, nullptr, nullptr, nullptr, 0);
    auto done = receive();
    done.wanted = settings.size() + (name.is_new ? 1 : 0);
    // Once prepared it stays, also when running it failed.
    if (name.is_new && done.results.size() <= settings.size()) names_.erase(std::string{sql});
    if (asks && !done.failure)
        session_ = done.results.back().integer(0, 0) == connection_.backend_pid() ? Session::own
                                                                                  : Session::shared;
    return done;
}

void Statements::send_settings(std::span<const LocalSetting> settings) {
    auto* raw = ConnectionAccess::raw(connection_);
    for (const auto& setting : settings) {
        const std::string name{setting.name};
        const std::string value{setting.value};
        const std::array values{name.c_str(), value.c_str()};
        PQsendQueryParams(raw, "SELECT pg_catalog.set_config($1, $2, true)", 2, nullptr,
                          values.data(), nullptr, nullptr, 0);
    }
}

Statements::Name Statements::name_for(std::string_view sql, Use use) {
    if (use == Use::once || session_ != Session::own) return {};
    const auto known = names_.find(sql);
    if (known != names_.end()) return {&known->second, false};
    if (names_.size() >= most_prepared) return {};
    return {&names_.emplace(sql, new_name()).first->second, true};
}

/// Ends the pipeline and reads it to its end.
Statements::Attempt Statements::receive() {
    auto& state = ConnectionAccess::state(connection_);
    auto* raw = state.raw.get();
    Attempt done;
    if (PQpipelineSync(raw) != 1) throw state.lost();
    for (;;) {
        auto result = state.next_result();
        if (PQstatus(raw) == CONNECTION_BAD && !done.failure)
            done.failure = result ? state.failure(result.get()) : state.lost();
        if (PQstatus(raw) == CONNECTION_BAD) return done;
        if (!result) continue;  // between two statements
        const auto status = PQresultStatus(result.get());
        if (status == PGRES_PIPELINE_SYNC) break;
        if (status == PGRES_FATAL_ERROR && !done.failure)
            done.failure = state.failure(result.get());
        if (!done.failure) done.results.emplace_back(result.release());
    }
    PQexitPipelineMode(raw);
    return done;
}

}  // namespace pgmeta::pg
