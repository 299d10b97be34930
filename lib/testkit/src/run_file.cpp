// SPDX-License-Identifier: MIT
#include "pgmeta/base/text.hpp"
#include "pgmeta/pg/message.hpp"
#include "pgmeta/testkit/run_tests.hpp"
#include "pgmeta/testkit/seed.hpp"

#include <fmt/format.h>

#include <algorithm>

// A file is one message: reset, BEGIN, seeds, statements, ROLLBACK.  Only a statement that is
// expected to fail ends a message, because its failure does.

namespace pgmeta::testkit {

namespace {

using Clock = std::chrono::steady_clock;

/// What a test may leave in a session that a rollback does not take away.
constexpr std::string_view reset =
    "ROLLBACK; RESET SESSION AUTHORIZATION; RESET ALL; DEALLOCATE ALL; "
    "SELECT pg_catalog.pg_advisory_unlock_all(); UNLISTEN *";
constexpr std::size_t reset_statements = 6;
constexpr std::string_view savepoint = "pgmeta_test_expectation";

/// Owners of message parts: the file's setup, its seeds, then its statements.
constexpr std::size_t setup_owner = 0;

class FileRun {
public:
    FileRun(pg::Connection& connection, const TestFile& file)
        : connection_{connection}, file_{file} {}

    TestResult run() {
        const auto start = Clock::now();
        result_.file = file_.shown;
        result_.isolated = file_.isolated;
        result_.ran = true;
        try {
            if (file_.statements.empty())
                fail_at(0, "holds no statement: nothing is tested");
            else
                run_statements();
        } catch (const Error& error) {
            if (error.fault() != Fault::workspace) throw;
            fail_with(error);
        }
        judge();
        result_.elapsed =
            std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
        return std::move(result_);
    }

private:
    void run_statements() {
        for (const auto& name : file_.given)
            seeds_.push_back(read_seed(file_.path.parent_path() / name));
        const auto count = file_.statements.size();
        std::size_t next = 0;
        while (next < count && !over_) {
            auto end = next;
            while (end < count && !ends_message(end))
                ++end;
            next = send(next, std::min(end + 1, count));
        }
        if (connection_.is_open() && connection_.in_transaction()) connection_.query("ROLLBACK");
        if (!file_.expected.empty() && !over_)
            fail_at(file_.statements.back().begin, "expected the file to fail, and it did not",
                    file_.expected, "no error");
    }

    [[nodiscard]] bool ends_message(std::size_t statement) const {
        return file_.isolated || !file_.statements[statement].expected.empty();
    }

    void begin(pg::Message& message) {
        message.add_own(setup_owner, reset, reset_statements);
        if (!file_.isolated) message.add_own(setup_owner, "BEGIN");
        for (const auto& seed : seeds_)
            seed.add_to(message, setup_owner);
        begun_ = true;
    }

    void add(pg::Message& message, std::size_t index) {
        const auto& statement = file_.statements[index];
        if (statement.context) {
            const auto& [role, settings] = *statement.context;
            const auto lasting = file_.isolated ? Lasting::session : Lasting::transaction;
            message.add_own(index + 1, context_sql(role, settings, lasting),
                            context_statements(role, settings));
        }
        if (!statement.expected.empty() && !file_.isolated)
            message.add_own(index + 1, fmt::format("SAVEPOINT {}", savepoint));
        const std::string_view text = file_.text;
        message.add_script(index + 1, text.substr(statement.begin, statement.end - statement.begin),
                           statement.begin, 0, 1);
        if (statement.data_end > statement.data_begin)
            message.add_copy_data(
                text.substr(statement.data_begin, statement.data_end - statement.data_begin));
    }

    /// VACUUM and its like must be alone in their message.
    void begin_isolated() {
        if (begun_ || !file_.isolated) return;
        pg::Message message;
        begin(message);
        if (auto failure = connection_.run(message, {})) blame(*failure, 0);
    }

    /// Sends statements [from, to) and returns which comes next.
    std::size_t send(std::size_t from, std::size_t to) {
        begin_isolated();
        if (over_) return to;
        if (file_.isolated) return send_alone(from);
        const bool begun = begun_;
        // Not in the message: it begins with a statement that a failed transaction refuses.
        if (roll_back_to_) connection_.query(fmt::format("ROLLBACK TO {}", savepoint));
        roll_back_to_ = false;
        pg::Message message;
        if (!begun_) begin(message);
        for (auto i = from; i < to; ++i)
            add(message, i);
        const bool complete =
            to == file_.statements.size() && file_.statements[to - 1].expected.empty();
        if (complete) message.add_own(setup_owner, "ROLLBACK");
        const auto failure = run(message);
        if (!failure) return succeeded(to);
        const auto& part = message.parts()[failure->part];
        if (failure->nothing_ran) return refused(*failure, part, from, to, begun);
        return failed(*failure, part, to);
    }

    /// The parser refused the message as a whole: what stands before the culprit can still run.
    std::size_t refused(const pg::MessageFailure& failure,
                        const pg::Part& part,
                        std::size_t from,
                        std::size_t to,
                        bool begun) {
        begun_ = begun;
        // A message after the first one follows an expected error, whose savepoint is still there.
        if (begun) connection_.query(fmt::format("ROLLBACK TO {}", savepoint));
        if (part.owner > from + 1) send(from, part.owner - 1);
        if (over_) return to;
        const auto next = failed(failure, part, to);
        roll_back_to_ = false;  // the culprit's savepoint was not made
        return next;
    }

    std::size_t send_alone(std::size_t index) {
        const auto& statement = file_.statements[index];
        if (statement.context) {
            const auto& [role, settings] = *statement.context;
            connection_.query_all(context_sql(role, settings, Lasting::session));
        }
        std::optional<Error> error;
        const std::string_view text = file_.text;
        if (statement.data_end > statement.data_begin) {
            pg::Message message;
            add(message, index);
            if (auto failure = run(message)) error = std::move(failure->error);
        } else {
            error = run_alone(text.substr(statement.begin, statement.end - statement.begin), index);
        }
        if (!error) return succeeded(index + 1);
        judge_error(*error, index, statement.begin);
        return index + 1;
    }

    std::optional<Error> run_alone(std::string_view sql, std::size_t index) {
        try {
            for (const auto& result : connection_.query_all(sql))
                for (int row = 0; row < result.rows(); ++row)
                    read_row(result, row, index);
        } catch (const Error& error) {
            if (error.fault() != Fault::database) throw;
            return error;
        }
        return std::nullopt;
    }

    std::optional<pg::MessageFailure> run(const pg::Message& message) {
        pg::RunHandlers handlers;
        handlers.on_row = [this](const pg::Part& part, std::size_t, const pg::Result& row) {
            if (!part.own) read_row(row, 0, part.owner - 1);
        };
        auto failure = connection_.run(message, handlers);
        if (failure && failure->error.fault() != Fault::database) throw failure->error;
        return failure;
    }

    void read_row(const pg::Result& result, int row, std::size_t statement) {
        for (int column = 0; column < result.columns(); ++column)
            if (const auto value = result.get(row, column)) tap_.read(*value, statement);
    }

    std::size_t succeeded(std::size_t to) {
        const auto& last = file_.statements[to - 1];
        if (!last.expected.empty())
            fail_at(last.begin, "expected an error, and there was none", last.expected, "no error");
        return to;
    }

    std::size_t failed(const pg::MessageFailure& failure, const pg::Part& part, std::size_t to) {
        if (part.owner == setup_owner || part.own) {
            blame(failure, part.owner == setup_owner ? 0 : file_.statements[part.owner - 1].begin);
            return to;
        }
        const auto index = part.owner - 1;
        judge_error(failure.error, index, failure.offset.value_or(file_.statements[index].begin));
        return index + 1;
    }

    /// An error of one of the file's statements: expected of it, of the file, or not at all.
    void judge_error(const Error& error, std::size_t index, std::size_t offset) {
        const auto& wanted = file_.statements[index].expected;
        if (!wanted.empty()) {
            roll_back_to_ = !file_.isolated;
            if (error.sqlstate() != wanted) fail_with_state(error, offset, wanted);
            return;
        }
        over_ = true;
        if (error.sqlstate() == file_.expected) return;
        fail_with_state(error, offset, file_.expected);
    }

    /// What pgmeta itself sent failed: a seed, or a role that does not exist.
    void blame(const pg::MessageFailure& failure, std::size_t offset) {
        over_ = true;
        auto message = failure.error.message();
        if (offset == 0 && !file_.given.empty())
            message = fmt::format("while loading {}: {}", join(file_.given, ", "), message);
        fail_at(offset, message, {}, std::string{failure.error.sqlstate()});
    }

    void fail_with_state(const Error& error, std::size_t offset, const std::string& wanted) {
        fail_at(offset, error.message(), wanted,
                fmt::format("{} {}", error.sqlstate(), error.message()));
        const auto* detail = error.sql_detail();
        if (detail == nullptr) return;
        auto& lines = result_.failures.back().diagnostics;
        if (!detail->detail.empty()) lines.push_back(detail->detail);
        if (!detail->hint.empty()) lines.push_back("hint: " + detail->hint);
        if (!detail->context.empty()) lines.push_back(detail->context);
        if (detail->sqlstate == "2D000")
            lines.emplace_back("hint: `-- test: isolated` lets a file end transactions");
    }

    void fail_with(const Error& error) {
        fail_at(0, error.message());
        result_.failures.back().diagnostics = error.hints();
    }

    void fail_at(std::size_t offset,
                 std::string message,
                 std::string expected = {},
                 std::string got = {}) {
        TestFailure failure;
        failure.where = file_.place(offset);
        failure.message = std::move(message);
        failure.expected = std::move(expected);
        failure.got = std::move(got);
        failure.source_line = line_at(file_.text, offset);
        result_.failures.push_back(std::move(failure));
    }

    /// What the assertions say.  An error has stopped the file before its plan was fulfilled.
    void judge() {
        for (const auto& assertion : tap_.assertions()) {
            if (assertion.passes()) continue;
            fail_at(file_.statements[assertion.statement].begin,
                    assertion.description.empty() ? fmt::format("test {}", assertion.number)
                                                  : assertion.description,
                    assertion.expected, assertion.got);
            result_.failures.back().diagnostics = assertion.diagnostics;
        }
        const auto complaint = tap_.complaint();
        if (!complaint.empty() && !over_)
            fail_at(file_.statements[tap_.plan_statement()].begin, complaint);
        result_.assertions = tap_.take();
        std::stable_sort(
            result_.failures.begin(), result_.failures.end(),
            [](const TestFailure& a, const TestFailure& b) { return a.where.line < b.where.line; });
    }

    pg::Connection& connection_;
    const TestFile& file_;
    TestResult result_;
    TapReader tap_;
    std::vector<Seed> seeds_;
    bool begun_ = false;
    bool roll_back_to_ = false;
    bool over_ = false;  ///< an error ended the file, expected or not
};

}  // namespace

TestResult run_file(pg::Connection& connection, const TestFile& file) {
    return FileRun{connection, file}.run();
}

}  // namespace pgmeta::testkit
