// SPDX-License-Identifier: MIT
#include "threads.hpp"

#include <libpq-fe.h>

#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>

// usage: libpq_calls CONNINFO FILE THREADS MILLISECONDS
//
// What libpq alone does: each thread has a connection and runs the prepared statements of FILE, one
// with PQexecPrepared, several in one pipeline.  Of the values it looks at none.  FILE has a line
// with the text of each statement, and after each a line `\ VALUE` per parameter, or `\N`.

namespace pgmeta::bench {
namespace {

struct Statement {
    std::string sql;
    std::vector<std::string> values;
    std::vector<const char*> texts;  ///< into values; null for NULL
};

std::vector<Statement> read_statements(const std::string& file) {
    std::vector<Statement> statements;
    std::ifstream lines{file};
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with('\\'))
            statements.push_back({line, {}, {}});
        else
            statements.back().values.push_back(line.substr(1));
    }
    for (auto& statement : statements)
        for (const auto& value : statement.values)
            statement.texts.push_back(value == "N" ? nullptr : value.c_str() + 1);
    return statements;
}

struct Finish {
    void operator()(PGconn* raw) const { PQfinish(raw); }
};

class Client {
public:
    Client(const char* conninfo, const std::vector<Statement>& statements)
        : raw_{PQconnectdb(conninfo)}, statements_{statements} {
        for (std::size_t i = 0; i < statements.size(); ++i)
            check(PQprepare(raw_.get(), name(i).c_str(), statements[i].sql.c_str(), 0, nullptr));
    }

    void call() {
        if (statements_.size() == 1) {
            const auto& only = statements_.front();
            check(PQexecPrepared(raw_.get(), "s0", count(only), only.texts.data(), nullptr, nullptr,
                                 0));
            return;
        }
        PQenterPipelineMode(raw_.get());
        for (std::size_t i = 0; i < statements_.size(); ++i)
            PQsendQueryPrepared(raw_.get(), name(i).c_str(), count(statements_[i]),
                                statements_[i].texts.data(), nullptr, nullptr, 0);
        PQpipelineSync(raw_.get());
        for (std::size_t i = 0; i < statements_.size(); ++i) {
            check(PQgetResult(raw_.get()));
            PQgetResult(raw_.get());  // null: the end of one statement
        }
        PQclear(PQgetResult(raw_.get()));
        PQexitPipelineMode(raw_.get());
    }

private:
    static std::string name(std::size_t number) { return fmt::format("s{}", number); }

    static int count(const Statement& statement) {
        return static_cast<int>(statement.texts.size());
    }

    void check(PGresult* result) const {
        const auto status = PQresultStatus(result);
        PQclear(result);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
            throw std::runtime_error{PQerrorMessage(raw_.get())};
    }

    std::unique_ptr<PGconn, Finish> raw_;
    const std::vector<Statement>& statements_;
};

int run(const std::vector<std::string>& words) {
    const auto statements = read_statements(words.at(1));
    const auto threads = std::stoul(words.at(2));
    std::vector<std::unique_ptr<Client>> clients;
    std::vector<Call> calls;
    for (std::size_t i = 0; i < threads; ++i) {
        clients.push_back(std::make_unique<Client>(words.at(0).c_str(), statements));
        calls.emplace_back([client = clients.back().get()] { client->call(); });
    }
    std::cout << repeat(calls, std::chrono::milliseconds{std::stol(words.at(3))}) << '\n';
    return 0;
}

}  // namespace
}  // namespace pgmeta::bench

int main(int count, char** words) {
    try {
        return pgmeta::bench::run({words + 1, words + count});
    } catch (const std::exception& error) {
        std::cerr << "libpq_calls: " << error.what() << '\n';
        return 1;
    }
}
