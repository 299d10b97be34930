// SPDX-License-Identifier: MIT
#include "behaviour.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/engine/deploy.hpp"

#include <algorithm>
#include <array>
#include <random>

// Random batches with one error each: it must be told of the right change, line and column.

namespace pgmeta::test {
namespace {

/// Marks in a failing statement where the error is expected to be shown.
constexpr std::string_view mark = "@@";

struct Bad {
    std::string_view sql;  ///< with the mark
    std::string_view sqlstate;
};

// Errors that come from the parser, from analysis, at run time, from function bodies, with and
// without a position of the server's own.
constexpr std::array bad_statements{
    Bad{"@@SELEC 1", "42601"},
    Bad{"SELECT 'é' AS a,\n\t1 AS b FROM @@WHERE true", "42601"},
    Bad{"SELECT 'ü€😀', @@nope FROM base", "42703"},
    Bad{"CREATE VIEW v_bad AS\n  SELECT id,\n         @@missing_function(id) FROM base", "42883"},
    Bad{"@@SELECT fails_inside(0)", "22012"},
    Bad{"@@INSERT INTO base VALUES (1), (1)", "23505"},
    Bad{"@@DROP TABLE no_such_table", "42P01"},
    Bad{"@@GRANT SELECT ON base TO no_such_role", "42704"},
    Bad{"CREATE TABLE bad_type (a @@no_such_type)", "42704"},
    Bad{"SELECT * FROM @@no_such_table", "42P01"},
    Bad{"SELECT @@'abc'::int", "22P02"},
    Bad{"DO $x$\nDECLARE n int;\nBEGIN\n  PERFORM 1; -- ü\n  @@n := 1 / 0;\nEND$x$", "22012"},
    Bad{"DO $$\nBEGIN\n\n    @@RAISE EXCEPTION 'no: %', 'é' USING ERRCODE = 'P0042';\nEND$$",
        "P0042"},
    Bad{"DO $$\nBEGIN\n  @@PERFORM fails_inside(0);\nEND$$", "22012"},
    Bad{"CREATE FUNCTION broken() RETURNS int LANGUAGE plpgsql AS $f$\nBEGIN\n  "
        "@@RETRN 'é';\nEND$f$",
        "42601"},
    // The same body stands in the statement before: the server gives its position in the body only.
    Bad{"SELECT $f$\nBEGIN\n  -- é\n  RETRN 'twice';\nEND$f$;\n"
        "CREATE FUNCTION broken() RETURNS int LANGUAGE plpgsql AS $f$\nBEGIN\n  -- é\n  "
        "@@RETRN 'twice';\nEND$f$",
        "42601"},
    Bad{"CREATE FUNCTION broken() RETURNS int LANGUAGE sql AS $$\n  SELECT 'ß',\n  @@nope$$",
        "42703"},
    Bad{"@@COPY base FROM STDIN;\n5\nsix\n\\.\n", "22P02"},
};

// Statements that pass, any number of times.
constexpr std::array good_statements{
    std::string_view{"SELECT 1"},
    std::string_view{"SELECT 'héé€😀; -- no comment', $$ ; $$, E'it\\'s' /* ; */"},
    std::string_view{"-- ein Kommentar: größe;\nSELECT 'ä'"},
    std::string_view{"CREATE TEMP TABLE IF NOT EXISTS scratch (a int, b text)"},
    std::string_view{"COPY base (id) TO STDOUT"},
    std::string_view{"DO $$BEGIN RAISE NOTICE 'ü'; END$$"},
    std::string_view{"SELECT g FROM generate_series(1, 50) g"},
    std::string_view{"CREATE OR REPLACE FUNCTION fine() RETURNS int LANGUAGE plpgsql AS $f$\n"
                     "BEGIN\n  RETURN 1; -- €\nEND$f$"},
    std::string_view{"SET search_path = public, pg_catalog"},
    std::string_view{"COPY sink FROM STDIN;\n1\té;\n2\t'\n\\.\n"},
    std::string_view{"INSERT INTO sink SELECT 1, repeat('x', 500)"},
};

/// One workspace, where the error is expected, and what the server calls it.
struct Round {
    std::string change;
    std::string file;
    LineColumn place;
    std::string sqlstate;
};

class Attribution : public Behaviour {
protected:
    std::mt19937 random{20240607};

    std::size_t below(std::size_t n) {
        return std::uniform_int_distribution<std::size_t>{0, n - 1}(random);
    }

    template <typename Range>
    const auto& pick(const Range& range) {
        return range[below(range.size())];
    }

    void deploy_base(const std::string& url) {
        ws.package("base").change(
            "base",
            "CREATE TABLE base (id int PRIMARY KEY);\nCREATE TABLE sink (a int, b text);\n"
            "CREATE FUNCTION fails_inside(n int) RETURNS int LANGUAGE plpgsql AS $$\n"
            "BEGIN\n  RETURN 1 / n;\nEND$$;\n",
            "SELECT 1;\n");
        ws.write();
        const auto result = run_plain({"deploy", "--target", url});
        ASSERT_EQ(result.exit_code, 0) << result.err;
    }

    std::string script_of(std::vector<std::string> statements) {
        const std::string_view newline = below(4) == 0 ? "\r\n" : "\n";
        std::string text = below(3) == 0 ? "-- größe\n" : "";
        for (const auto& statement : statements) {
            text += statement;
            // Inline data ends with its own line.
            if (!statement.ends_with("\\.\n")) text += below(3) == 0 ? " ; " : ";\n";
        }
        if (below(4) == 0) text += "-- ende";
        if (newline == "\n" || text.find("\\.") != std::string::npos) return text;
        std::string windows;
        for (const char c : text)
            windows += c == '\n' ? "\r\n" : std::string(1, c);
        return windows;
    }

    /// Writes a package of random scripts with one error somewhere.
    Round write_round(int number) {
        const auto& bad = pick(bad_statements);
        const auto package = fmt::format("r{}", number);
        const auto changes = 1 + below(12);
        const auto failing = below(changes);
        std::filesystem::remove_all(ws.package_dir(package));
        WorkspaceBuilder builder{dir.path()};
        builder.package(package, {"base"});
        Round round;
        std::vector<std::pair<std::string, std::string>> files;
        for (std::size_t i = 0; i < changes; ++i) {
            std::vector<std::string> statements;
            for (std::size_t n = below(6); n > 0; --n)
                statements.emplace_back(pick(good_statements));
            if (i == failing)
                statements.insert(
                    statements.begin() + static_cast<std::ptrdiff_t>(below(statements.size() + 1)),
                    std::string{bad.sql});
            const auto name = fmt::format("c{}", i);
            auto text = fmt::format("-- {}:{}\n", package, name) + script_of(std::move(statements));
            if (i == failing) {
                const auto at = text.find(mark);
                text.erase(at, mark.size());
                round = {package + ":" + name,
                         fmt::format("packages/{}/deploy/{}.sql", package, name),
                         line_column(text, at), std::string{bad.sqlstate}};
            }
            builder.change(name, "", "SELECT 1;\n");
            files.emplace_back(name, std::move(text));
        }
        builder.write();
        for (const auto& [name, text] : files)
            write_file(ws.package_dir(package) / "deploy" / (name + ".sql"), text);
        return round;
    }

    void check_round(const std::string& url, int number) {
        const auto round = write_round(number);
        Diagnostics problems;
        const auto loaded = workspace::load(dir.path(), problems);
        ASSERT_FALSE(problems.has_errors());
        engine::Target target;
        target.info = pg::ConnInfo::parse(url);
        engine::DeployOptions options;
        options.roots.push_back(
            {&loaded.get(fmt::format("r{}", number)), workspace::Selection::npos});
        // From a statement per message to everything in one.
        constexpr std::array<std::size_t, 4> sizes{0, 1, 300, 3000};
        options.batch_bytes = pick(sizes);
        const auto report = engine::deploy(target, loaded, options, {});
        const auto script = [&] { return "\n" + read_script(round); };
        ASSERT_TRUE(report.failure.has_value()) << script();
        ASSERT_NE(report.failure->sql_detail(), nullptr) << report.failure->what() << script();
        const auto& detail = *report.failure->sql_detail();
        EXPECT_EQ(detail.sqlstate, round.sqlstate) << detail.message << script();
        EXPECT_EQ(detail.change, round.change) << script();
        EXPECT_EQ(detail.where.file, (dir.path() / round.file).string());
        EXPECT_EQ(detail.where.line, round.place.line) << detail.message << script();
        EXPECT_EQ(detail.where.column, round.place.column) << detail.message << script();
        EXPECT_TRUE(report.done.empty());
    }

    std::string read_script(const Round& round) const {
        return fmt::format("expected {}:{}:{}\n{}", round.file, round.place.line,
                           round.place.column, read_file(dir.path() / round.file));
    }

    void check_rounds(const std::string& url, int rounds) {
        deploy_base(url);
        for (int i = 0; i < rounds && !HasFailure(); ++i) {
            check_round(url, i);
            std::filesystem::remove_all(ws.package_dir(fmt::format("r{}", i)));
        }
    }
};

TEST_F(Attribution, IsRightInRandomBatches) {
    check_rounds(db.url(), 600);
    EXPECT_EQ(db.value("SELECT count(*) FROM pgpm_migrate.changes"), "1");
    EXPECT_EQ(db.value("SELECT count(*) FROM pgpm_migrate.events WHERE error_code IS NOT NULL"),
              "600");
    EXPECT_EQ(db.value("SELECT count(*) FROM sink"), "0");
}

TEST_F(Attribution, IsRightInADatabaseWithoutAnEncoding) {
    const auto name = unique_name("ascii");
    db.query("CREATE DATABASE " + name +
             " ENCODING SQL_ASCII TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
    const TestDatabase ascii{name, false};
    check_rounds(ascii.url(), 120);
}

TEST_F(Attribution, ReachesTheUser) {
    deploy_base(db.url());
    for (int i = 0; i < 20 && !HasFailure(); ++i) {
        const auto round = write_round(i);
        const auto run = json({"deploy", fmt::format("r{}", i)});
        EXPECT_EQ(run.exit_code(), 1);
        EXPECT_EQ(run.error().at("change"), round.change) << read_script(round);
        EXPECT_EQ(run.error().at("location").at("file"), round.file);
        EXPECT_EQ(run.error().at("location").at("line"), round.place.line) << read_script(round);
        EXPECT_EQ(run.error().at("location").at("column"), round.place.column)
            << read_script(round);
        std::filesystem::remove_all(ws.package_dir(fmt::format("r{}", i)));
    }
}

}  // namespace
}  // namespace pgmeta::test
