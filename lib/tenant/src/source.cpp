// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/source.hpp"

#include "translate.hpp"

#include <utility>

namespace pgmeta::tenant {

struct Source::State {
    std::optional<pg::Pool> pool;
    std::unique_ptr<pg::Statements> own;   ///< on the caller's connection
    pg::Statements* statements = nullptr;  ///< own, or somebody else's
    bool closes_pool = false;
};

namespace {

pg::Pool pool_of(std::string_view connection_string, const pg::PoolOptions& options) {
    if (connection_string.empty())
        throw invalid("expected a connection string, found an empty one");
    return pg::Pool{pg::ConnInfo::parse(connection_string), options};
}

std::string_view text_of(const char* text) {
    if (text == nullptr) throw invalid("expected a connection string, found none");
    return text;
}

}  // namespace

Source::Source(std::string_view connection_string, const SourceOptions& options)
    : Source{pool_of(connection_string, options.pool),
             {.close_on_dispose = options.close_on_dispose.value_or(true)}} {}

Source::Source(const std::string& connection_string, const SourceOptions& options)
    : Source{std::string_view{connection_string}, options} {}

Source::Source(const char* connection_string, const SourceOptions& options)
    : Source{text_of(connection_string), options} {}

Source::Source(pg::Pool pool, const SourceOptions& options) : state_{std::make_shared<State>()} {
    state_->pool = std::move(pool);
    state_->closes_pool = options.close_on_dispose.value_or(false);
}

Source::Source(pg::Connection* connection) : state_{std::make_shared<State>()} {
    if (connection == nullptr) throw invalid("expected a connection, found none");
    state_->own = std::make_unique<pg::Statements>(*connection);
    state_->statements = state_->own.get();
}

Source::Source(std::shared_ptr<State> state) : state_{std::move(state)} {}

Source Source::of(pg::Statements& statements) {
    auto state = std::make_shared<State>();
    state->statements = &statements;
    return Source{std::move(state)};
}

pg::Result Source::run(std::string_view sql,
                       const pg::Parameters& parameters,
                       std::span<const pg::LocalSetting> settings,
                       pg::Statements::Use use) const {
    try {
        if (state_->statements != nullptr)
            return state_->statements->run(sql, parameters, settings, use);
        return state_->pool->acquire().statements().run(sql, parameters, settings, use);
    } catch (const Error& error) {
        throw translate(error);
    }
}

void Source::lend(const std::function<void(pg::Statements&)>& work) const {
    if (state_->statements != nullptr) return work(*state_->statements);
    const auto lease = state_->pool->acquire();
    work(lease.statements());
}

std::optional<pg::Pool> Source::pool() const {
    return state_->pool;
}

void Source::close() const {
    if (state_->closes_pool) state_->pool->close();
}

}  // namespace pgmeta::tenant
