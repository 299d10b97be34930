// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/pg/connection.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::pg {

/// Values of $1, $2, …; a disengaged one is NULL.
using Parameters = std::vector<std::optional<std::string>>;

/// A setting for the transaction a statement runs in, as `set_config(name, value, true)`.
struct LocalSetting {
    std::string_view name;
    std::string_view value;
};

/// Runs statements that come again and again, each in one round trip.
///
/// They are prepared where the session is one of PostgreSQL's own.  Behind a pooler that gives
/// every transaction another server process nothing is prepared: such a pooler is recognised by the
/// process number it makes up for the session, which the first statement asks for along the way.
class Statements {
public:
    /// `connection` must outlive this and must not move.
    explicit Statements(Connection& connection) : connection_{connection} {}

    ~Statements() = default;
    Statements(const Statements&) = delete;
    Statements& operator=(const Statements&) = delete;

    enum class Use : std::uint8_t {
        repeated,  ///< worth preparing
        once,      ///< text that will hardly come again
    };

    /// Runs one statement.  Settings hold for its transaction: the one that is open, else one of
    /// its own.
    ///
    /// Throws as Connection::query.
    Result run(std::string_view sql,
               const Parameters& parameters,
               std::span<const LocalSetting> settings = {},
               Use use = Use::repeated);

    [[nodiscard]] Connection& connection() const { return connection_; }

    /// How many statements are prepared.
    [[nodiscard]] std::size_t prepared() const { return names_.size(); }

private:
    enum class Session : std::uint8_t { unknown, own, shared };

    struct Command {
        std::string_view sql;
        const Parameters* parameters = nullptr;
        Use use = Use::repeated;
    };

    struct Answer {
        std::vector<Result> results;  ///< up to the message that failed
        std::optional<Error> failure;
    };

    Result run_once(std::span<const Command> commands);
    void send(const Command& command, std::vector<std::string_view>& messages);
    Answer receive();

    Connection& connection_;
    Session session_ = Session::unknown;
    std::map<std::string, std::string, std::less<>> names_;  ///< by text
};

}  // namespace pgmeta::pg
