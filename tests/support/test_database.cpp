// SPDX-License-Identifier: MIT
#include "pgmeta_test/test_database.hpp"

#include "pgmeta/base/files.hpp"
#include "pgmeta_test/process.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <atomic>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <thread>
#include <unistd.h>
#include <utility>

namespace pgmeta::test {

namespace {

struct Clear {
    void operator()(pg_result* result) const { PQclear(result); }
};

using ResultPtr = std::unique_ptr<pg_result, Clear>;

std::string required_variable(const char* name) {
    const char* value = std::getenv(name);
    if (value == nullptr) {
        throw std::runtime_error{fmt::format(
            "{} is not set; run the test with ctest, or see tests/support/README.md", name)};
    }
    return value;
}

std::string percent_encoded(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || c == '_' || c == '-' || c == '.') {
            result += c;
        } else {
            result += fmt::format("%{:02X}", byte);
        }
    }
    return result;
}

std::string url_of(std::string_view user, std::string_view database) {
    return fmt::format("postgresql://{}@/{}?host={}&port={}", percent_encoded(user),
                       percent_encoded(database), percent_encoded(required_variable("PGHOST")),
                       required_variable("PGPORT"));
}

std::string identifier(std::string_view name) {
    std::string result = "\"";
    for (const char c : name) {
        if (c == '"') result += c;
        result += c;
    }
    return result + '"';
}

std::string literal(std::string_view text) {
    std::string result = "'";
    for (const char c : text) {
        if (c == '\'') result += c;
        result += c;
    }
    return result + "'";
}

Session maintenance_session() {
    return Session{url_of("postgres", "postgres")};
}

bool failed(const pg_result* result) {
    const auto status = PQresultStatus(result);
    return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
}

[[noreturn]] void report(pg_conn* conn, const pg_result* result) {
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    throw std::runtime_error{
        fmt::format("{}: {}", state == nullptr ? "no SQLSTATE" : state, PQerrorMessage(conn))};
}

Rows rows_of(const pg_result* result) {
    Rows rows;
    for (int row = 0; row < PQntuples(result); ++row) {
        auto& cells = rows.emplace_back();
        for (int column = 0; column < PQnfields(result); ++column) {
            cells.emplace_back(
                PQgetisnull(result, row, column) != 0 ? "NULL" : PQgetvalue(result, row, column));
        }
    }
    return rows;
}

}  // namespace

void Session::Close::operator()(pg_conn* conn) const {
    PQfinish(conn);
}

Session::Session(const std::string& connection_string)
    : conn_{PQconnectdb(connection_string.c_str())} {
    if (PQstatus(conn_.get()) != CONNECTION_OK) {
        throw std::runtime_error{PQerrorMessage(conn_.get())};
    }
    PQsetNoticeProcessor(
        conn_.get(), [](void*, const char*) {}, nullptr);
}

Session::~Session() = default;
Session::Session(Session&&) noexcept = default;

Rows Session::query(const std::string& sql) {
    const ResultPtr result{PQexec(conn_.get(), sql.c_str())};
    if (!result || failed(result.get())) report(conn_.get(), result.get());
    return rows_of(result.get());
}

std::string Session::value(const std::string& sql) {
    const auto rows = query(sql);
    return rows.empty() || rows[0].empty() ? std::string{} : rows[0][0];
}

void Session::send(const std::string& sql) {
    if (PQsendQuery(conn_.get(), sql.c_str()) != 1) report(conn_.get(), nullptr);
}

void Session::finish() {
    while (const ResultPtr result{PQgetResult(conn_.get())}) {
        if (failed(result.get())) report(conn_.get(), result.get());
    }
}

int Session::pid() const {
    return PQbackendPID(conn_.get());
}

TestDatabase::TestDatabase() : TestDatabase{unique_name("test")} {}

TestDatabase::TestDatabase(std::string name, bool create) : name_{std::move(name)} {
    if (create) maintenance_session().query("CREATE DATABASE " + identifier(name_));
}

TestDatabase::~TestDatabase() {
    session_.reset();
    const char* keep = std::getenv("PGMETA_TEST_KEEP");
    if (keep != nullptr && std::string_view{keep} == "1") {
        std::cerr << "kept database " << name_ << '\n';
        return;
    }
    try {
        maintenance_session().query("DROP DATABASE IF EXISTS " + identifier(name_) +
                                    " WITH (FORCE)");
    } catch (const std::exception& e) {
        std::cerr << "database " << name_ << " was not dropped: " << e.what() << '\n';
    }
}

std::string TestDatabase::url(std::string_view user) const {
    return url_of(user, name_);
}

Rows TestDatabase::query(const std::string& sql) {
    if (!session_) session_ = std::make_unique<Session>(url());
    return session_->query(sql);
}

std::string TestDatabase::value(const std::string& sql) {
    if (!session_) session_ = std::make_unique<Session>(url());
    return session_->value(sql);
}

Session TestDatabase::connect(std::string_view user) const {
    return Session{url(user)};
}

std::string unique_name(std::string_view prefix) {
    static std::atomic<int> counter{0};
    return fmt::format("{}_{}_{}", prefix, ::getpid(), ++counter);
}

bool database_exists(std::string_view name) {
    return maintenance_session().value("SELECT EXISTS (SELECT FROM pg_database WHERE datname = " +
                                       literal(name) + ")") == "t";
}

void drop_roles(TestDatabase& database, const std::vector<std::string>& roles) {
    for (const auto& role : roles) {
        const auto known =
            database.value("SELECT 1 FROM pg_roles WHERE rolname = " + literal(role));
        if (known.empty()) continue;
        database.query("DROP OWNED BY " + identifier(role) + " CASCADE");
        database.query("DROP ROLE " + identifier(role));
    }
}

bool eventually(TestDatabase& database, const std::string& sql) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    while (std::chrono::steady_clock::now() < deadline) {
        if (database.value(sql) == "t") return true;
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    return false;
}

std::size_t server_log_mark() {
    return std::filesystem::file_size(required_variable("PGMETA_TEST_LOG"));
}

std::string server_log_since(std::size_t mark) {
    return read_file(required_variable("PGMETA_TEST_LOG")).substr(mark);
}

std::string dump_schema(const std::string& database) {
    const auto result =
        run({"pg_dump", "-s", "--restrict-key=pgmeta", "-d", url_of("postgres", database)});
    if (result.exit_code != 0) throw std::runtime_error{"pg_dump failed: " + result.err};
    return result.out;
}

}  // namespace pgmeta::test
