// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/error.hpp"
#include "pgmeta/pg/conninfo.hpp"
#include "pgmeta/pg/copy.hpp"
#include "pgmeta/pg/interrupt.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct pg_conn;
struct pg_result;

namespace pgmeta::pg {

class Message;
struct RunHandlers;
struct MessageFailure;

/// Rows and command tag of one statement.
class Result {
public:
    explicit Result(pg_result* raw);
    ~Result();
    Result(Result&& other) noexcept;
    Result& operator=(Result&& other) noexcept;
    Result(const Result&) = delete;
    Result& operator=(const Result&) = delete;

    [[nodiscard]] int rows() const;
    [[nodiscard]] int columns() const;
    [[nodiscard]] std::string_view name(int column) const;
    [[nodiscard]] bool is_null(int row, int column) const;
    [[nodiscard]] std::optional<std::string_view> get(int row, int column) const;
    /// The value as text; empty for NULL.
    [[nodiscard]] std::string text(int row, int column) const;
    [[nodiscard]] bool boolean(int row, int column) const;
    [[nodiscard]] std::int64_t integer(int row, int column) const;
    [[nodiscard]] std::string_view command_tag() const;

private:
    pg_result* raw_;
};

/// A notice, warning or info message of the server.
struct Notice {
    std::string severity;  ///< NOTICE, WARNING, INFO, …; not translated
    std::string sqlstate;
    std::string message;
    std::string detail;
    std::string hint;
    std::string context;
    int position = 0;
};

struct ConnectOptions {
    std::string application_name = "pgmeta";
    /// Keep trying while the server is starting or not there yet.  Zero: one try.
    std::chrono::milliseconds wait{0};
    Interrupts* interrupts = nullptr;  ///< watched during waits; may be null
    /// Settings of the session, passed at startup so that RESET ALL returns to them.  Behind a
    /// pooler that refuses startup options they are left out: see settings_stick().
    std::vector<std::pair<std::string, std::string>> settings{};
};

/// One session with a server.  Move-only; closed when destroyed.
class Connection {
public:
    /// Connects with TCP keepalives and user timeout set unless the parameters say otherwise.
    ///
    /// Throws "connection-failed" (Fault::environment) with libpq's reason.
    static Connection open(const ConnInfo& info, const ConnectOptions& options = {});

    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    ~Connection();

    /// Runs one or more statements in one round trip and returns the last result.
    ///
    /// Throws Fault::database with the server's report, "connection-lost" (Fault::environment) when
    /// the session died, "interrupted"/"terminated" after cancelling when a signal came.
    Result query(std::string_view sql);

    /// As query, with every statement's result.
    std::vector<Result> query_all(std::string_view sql);

    /// Runs one statement with text parameters ($1 …); a disengaged one is NULL.
    Result query(std::string_view sql,
                 std::initializer_list<std::optional<std::string_view>> parameters);
    Result query(std::string_view sql, const std::vector<std::optional<std::string>>& parameters);

    /// Runs one query as a binary COPY TO STDOUT: what costs both sides least for many rows.  `row`
    /// sees each row and must not keep it.
    void copy_out(std::string_view query, const std::function<void(CopyRow)>& row);

    /// Sends a composed message and attributes whatever goes wrong.  See message.hpp.
    std::optional<MessageFailure> run(const Message& message, const RunHandlers& handlers);

    /// Sees notices that no run() handler took.  By default they are dropped.
    void on_notice(std::function<void(const Notice&)> handler);

    [[nodiscard]] bool is_open() const;
    [[nodiscard]] bool in_transaction() const;  ///< a block is open, failed or not
    [[nodiscard]] int server_version() const;   ///< as server_version_num: 150018
    [[nodiscard]] std::string parameter(std::string_view name) const;  ///< ParameterStatus
    [[nodiscard]] int backend_pid() const;
    [[nodiscard]] const ConnInfo& info() const;
    /// `user@host:port/database` as connected.
    [[nodiscard]] std::string describe() const;
    [[nodiscard]] std::string database() const;
    [[nodiscard]] std::string user() const;
    [[nodiscard]] Interrupts* interrupts() const;
    /// False when a pooler refused the startup settings: they must be set in each transaction.
    [[nodiscard]] bool settings_stick() const;

    /// SCRAM-SHA-256 verifier of a password, made here so that the server never sees the password.
    [[nodiscard]] std::string encrypt_password(std::string_view role,
                                               std::string_view password) const;

    void close();

private:
    friend struct ConnectionAccess;  // for pool.cpp and statements.cpp

    struct State;
    explicit Connection(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// A transaction block: rolled back when destroyed unless committed.
class Transaction {
public:
    /// Sends `BEGIN`, and in the same round trip `also` when given.
    explicit Transaction(Connection& connection, std::string_view also = {});
    /// Takes over the block that `connection` is already in.
    static Transaction adopt(Connection& connection);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    /// Makes the work permanent.
    ///
    /// Throws Fault::database with frame "at COMMIT" if the server refused (nothing was committed)
    /// and "commit-in-doubt" (Fault::in_doubt) if the connection died before the answer came, in
    /// which case only the ledger can tell whether the work is there.
    void commit();
    void rollback();

    /// Result of the last statement of `also`.
    [[nodiscard]] Result& result() { return *result_; }

private:
    struct Adopted {};

    Transaction(Connection& connection, Adopted /*tag*/) : connection_{connection} {}

    Connection& connection_;
    std::optional<Result> result_;
    bool open_ = true;
};

}  // namespace pgmeta::pg
