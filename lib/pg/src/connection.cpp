// SPDX-License-Identifier: MIT
#include "pgmeta/pg/connection.hpp"

#include "session.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <poll.h>
#include <utility>

namespace pgmeta::pg {

namespace {

std::string field(const PGresult* result, int code) {
    const char* text = PQresultErrorField(result, code);
    return text == nullptr ? std::string{} : std::string{text};
}

int number_field(const PGresult* result, int code) {
    const auto text = field(result, code);
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::string without_newline(std::string text) {
    while (text.ends_with('\n'))
        text.pop_back();
    return text;
}

void forward_notice(void* state, const PGresult* result) {
    const auto* handler = static_cast<const std::function<void(const Notice&)>*>(state);
    if (*handler) (*handler)(notice_of(result));
}

}  // namespace

SqlDetail detail_of(const PGresult* result) {
    SqlDetail detail;
    detail.sqlstate = field(result, PG_DIAG_SQLSTATE);
    detail.message = field(result, PG_DIAG_MESSAGE_PRIMARY);
    if (detail.message.empty()) detail.message = without_newline(PQresultErrorMessage(result));
    detail.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
    detail.hint = field(result, PG_DIAG_MESSAGE_HINT);
    detail.context = field(result, PG_DIAG_CONTEXT);
    detail.schema = field(result, PG_DIAG_SCHEMA_NAME);
    detail.table = field(result, PG_DIAG_TABLE_NAME);
    detail.column = field(result, PG_DIAG_COLUMN_NAME);
    detail.datatype = field(result, PG_DIAG_DATATYPE_NAME);
    detail.constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
    detail.internal_query = field(result, PG_DIAG_INTERNAL_QUERY);
    detail.source_function = field(result, PG_DIAG_SOURCE_FUNCTION);
    detail.position = number_field(result, PG_DIAG_STATEMENT_POSITION);
    detail.internal_position = number_field(result, PG_DIAG_INTERNAL_POSITION);
    return detail;
}

Notice notice_of(const PGresult* result) {
    return {field(result, PG_DIAG_SEVERITY_NONLOCALIZED),
            field(result, PG_DIAG_SQLSTATE),
            field(result, PG_DIAG_MESSAGE_PRIMARY),
            field(result, PG_DIAG_MESSAGE_DETAIL),
            field(result, PG_DIAG_MESSAGE_HINT),
            field(result, PG_DIAG_CONTEXT),
            number_field(result, PG_DIAG_STATEMENT_POSITION)};
}

void discard_copy_out(PGconn* connection) {
    char* row = nullptr;
    while (PQgetCopyData(connection, &row, 0) > 0)
        PQfreemem(row);
}

Result::Result(pg_result* raw) : raw_{raw} {}

Result::~Result() {
    PQclear(raw_);
}

Result::Result(Result&& other) noexcept : raw_{std::exchange(other.raw_, nullptr)} {}

Result& Result::operator=(Result&& other) noexcept {
    std::swap(raw_, other.raw_);
    return *this;
}

int Result::rows() const {
    return PQntuples(raw_);
}

int Result::columns() const {
    return PQnfields(raw_);
}

std::string_view Result::name(int column) const {
    return PQfname(raw_, column);
}

bool Result::is_null(int row, int column) const {
    return PQgetisnull(raw_, row, column) != 0;
}

std::optional<std::string_view> Result::get(int row, int column) const {
    if (is_null(row, column)) return std::nullopt;
    return std::string_view{PQgetvalue(raw_, row, column),
                            static_cast<std::size_t>(PQgetlength(raw_, row, column))};
}

std::string Result::text(int row, int column) const {
    return std::string{get(row, column).value_or(std::string_view{})};
}

bool Result::boolean(int row, int column) const {
    return get(row, column) == "t";
}

std::int64_t Result::integer(int row, int column) const {
    std::int64_t value = 0;
    const auto text = get(row, column).value_or(std::string_view{});
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::string_view Result::command_tag() const {
    return PQcmdStatus(raw_);
}

Error Connection::State::failure(const PGresult* result) const {
    auto detail = detail_of(result);
    if (cancelled && detail.sqlstate == "57014") {
        try {
            interrupts->check();
        } catch (const Error& interrupted) {
            return interrupted;
        }
    }
    if (PQstatus(raw.get()) == CONNECTION_BAD) return lost();
    // The server says why it ends the session before it does (spec/protocol.md 2.8).
    const auto severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity == "FATAL" || severity == "PANIC") return lost(detail.message);
    auto message = detail.message;
    return Error{Fault::database, "statement-failed", std::move(message)}.sql(std::move(detail));
}

// libpq goes on with guesses and with what became of its later calls: the first line says it.
Error Connection::State::lost() const {
    const std::string reason{PQerrorMessage(raw.get())};
    return lost(reason.substr(0, reason.find('\n')));
}

Error Connection::State::lost(const std::string& reason) const {
    return Error{Fault::environment, "connection-lost",
                 fmt::format("the connection to {} was lost: {}", info.describe(), reason)};
}

void Connection::State::send(const std::string& sql) {
    cancelled = false;
    if (PQsendQuery(raw.get(), sql.c_str()) != 1) throw lost();
}

bool Connection::State::wait_for_input() {
    std::array<pollfd, 2> watched{pollfd{PQsocket(raw.get()), POLLIN, 0},
                                  pollfd{interrupts ? interrupts->descriptor() : -1, POLLIN, 0}};
    ::poll(watched.data(), watched.size(), -1);
    if ((watched[1].revents & POLLIN) != 0 && interrupts->take() != 0 && !cancelled) {
        cancelled = true;
        std::array<char, 256> reason{};
        auto* cancel = PQgetCancel(raw.get());
        PQcancel(cancel, reason.data(), static_cast<int>(reason.size()));
        PQfreeCancel(cancel);
    }
    return watched[0].revents == 0 || PQconsumeInput(raw.get()) != 0;
}

RawResult Connection::State::next_result() {
    while (PQisBusy(raw.get()) != 0)
        if (!wait_for_input()) break;
    return RawResult{PQgetResult(raw.get())};
}

Connection::Connection(std::unique_ptr<State> state) : state_{std::move(state)} {
    PQsetNoticeReceiver(state_->raw.get(), forward_notice, &state_->on_notice);
}

Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

namespace {

/// Collects results up to the end of the message; remembers the first failure.
template <typename State>
std::vector<Result> collect(State& state) {
    std::vector<Result> results;
    std::optional<Error> failure;
    while (auto result = state.next_result()) {
        const auto status = PQresultStatus(result.get());
        if (status == PGRES_COPY_OUT) discard_copy_out(state.raw.get());
        if (status == PGRES_COPY_IN) PQputCopyEnd(state.raw.get(), "no data was given");
        if (status == PGRES_FATAL_ERROR && !failure) failure = state.failure(result.get());
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
            results.emplace_back(result.release());
        if (PQstatus(state.raw.get()) == CONNECTION_BAD) break;
    }
    if (failure) throw std::move(*failure);
    if (PQstatus(state.raw.get()) == CONNECTION_BAD) throw state.lost();
    return results;
}

}  // namespace

std::vector<Result> Connection::query_all(std::string_view sql) {
    state_->send(std::string{sql});
    return collect(*state_);
}

Result Connection::query(std::string_view sql) {
    auto results = query_all(sql);
    if (results.empty()) return Result{nullptr};
    return std::move(results.back());
}

Result Connection::query(std::string_view sql,
                         std::initializer_list<std::optional<std::string_view>> parameters) {
    std::vector<std::optional<std::string>> copies;
    copies.reserve(parameters.size());
    for (const auto& parameter : parameters)
        copies.push_back(parameter ? std::optional<std::string>{*parameter} : std::nullopt);
    return query(sql, copies);
}

Result Connection::query(std::string_view sql,
                         const std::vector<std::optional<std::string>>& parameters) {
    std::vector<const char*> values;
    values.reserve(parameters.size());
    for (const auto& parameter : parameters)
        values.push_back(parameter ? parameter->c_str() : nullptr);
    state_->cancelled = false;
    if (PQsendQueryParams(state_->raw.get(), std::string{sql}.c_str(),
                          static_cast<int>(values.size()), nullptr, values.data(), nullptr, nullptr,
                          0) != 1)
        throw state_->lost();
    auto results = collect(*state_);
    return results.empty() ? Result{nullptr} : std::move(results.back());
}

void Connection::on_notice(std::function<void(const Notice&)> handler) {
    state_->on_notice = std::move(handler);
}

bool Connection::is_open() const {
    return state_->raw && PQstatus(state_->raw.get()) == CONNECTION_OK;
}

bool Connection::in_transaction() const {
    const auto status = PQtransactionStatus(state_->raw.get());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

int Connection::server_version() const {
    return PQserverVersion(state_->raw.get());
}

std::string Connection::parameter(std::string_view name) const {
    const char* value = PQparameterStatus(state_->raw.get(), std::string{name}.c_str());
    return value == nullptr ? std::string{} : std::string{value};
}

int Connection::backend_pid() const {
    return PQbackendPID(state_->raw.get());
}

const ConnInfo& Connection::info() const {
    return state_->info;
}

std::string Connection::describe() const {
    const char* host = PQhost(state_->raw.get());
    return fmt::format("{}@{}:{}/{}", user(), host == nullptr || *host == '\0' ? "local" : host,
                       PQport(state_->raw.get()), database());
}

std::string Connection::database() const {
    return PQdb(state_->raw.get());
}

std::string Connection::user() const {
    return PQuser(state_->raw.get());
}

Interrupts* Connection::interrupts() const {
    return state_->interrupts;
}

bool Connection::settings_stick() const {
    return state_->settings_stick;
}

std::string Connection::encrypt_password(std::string_view role, std::string_view password) const {
    const std::unique_ptr<char, void (*)(void*)> verifier{
        PQencryptPasswordConn(state_->raw.get(), std::string{password}.c_str(),
                              std::string{role}.c_str(), "scram-sha-256"),
        PQfreemem};
    if (!verifier)
        throw Error{Fault::environment, "password-not-hashed", "libpq could not hash the password"};
    return verifier.get();
}

void Connection::close() {
    state_->raw.reset();
}

}  // namespace pgmeta::pg
