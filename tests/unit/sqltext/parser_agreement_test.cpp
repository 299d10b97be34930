// SPDX-License-Identifier: MIT
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/sqltext/script.hpp"
#include "pgmeta_test/paths.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <pg_query.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

// The lexer's statements against those of the server's own grammar, as libpg_query has it.

namespace pgmeta::sqltext {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> sql_files(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator{folder})
        if (entry.is_regular_file() && entry.path().extension() == ".sql")
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct Parsed {
    std::vector<Range> statements;  ///< white space and comments around them included
    std::string error;              ///< empty when the parser accepted the text
};

Parsed parse(const std::string& sql) {
    struct Free {
        void operator()(PgQuerySplitResult* result) const { pg_query_free_split_result(*result); }
    };

    auto result = pg_query_split_with_parser(sql.c_str());
    const std::unique_ptr<PgQuerySplitResult, Free> owner{&result};
    Parsed parsed;
    if (result.error != nullptr) {
        parsed.error = result.error->message;
        return parsed;
    }
    for (int i = 0; i < result.n_stmts; ++i) {
        const auto begin = static_cast<std::size_t>(result.stmts[i]->stmt_location);
        const auto length = static_cast<std::size_t>(result.stmts[i]->stmt_len);
        parsed.statements.push_back({begin, length == 0 ? sql.size() : begin + length});
    }
    return parsed;
}

bool is_gap(std::string_view text) {
    const auto rest = trim(text);
    return rest.empty() || rest.starts_with("--") || rest.starts_with("/*");
}

bool agrees(std::string_view sql, const Range& parsed, const Statement& ours) {
    return parsed.begin <= ours.begin && ours.begin < ours.end && ours.end <= parsed.end &&
           is_gap(sql.substr(parsed.begin, ours.begin - parsed.begin)) &&
           is_gap(sql.substr(ours.end, parsed.end - ours.end));
}

struct Agreement {
    std::size_t compared = 0;
    std::size_t statements = 0;
    std::vector<std::string> unparseable;
    std::vector<std::string> mismatches;
};

void compare(const fs::path& file, Agreement& agreement) {
    // Psql lines that every packaged file has would be syntax errors to the parser.
    const auto script = prepare(read_file(file), Use::verify, false);
    const auto parsed = parse(script.text);
    if (!parsed.error.empty()) {
        agreement.unparseable.push_back(file.string() + ": " + parsed.error);
        return;
    }
    ++agreement.compared;
    agreement.statements += parsed.statements.size();
    const bool same =
        std::equal(parsed.statements.begin(), parsed.statements.end(), script.statements.begin(),
                   script.statements.end(), [&script](const Range& theirs, const Statement& ours) {
                       return agrees(script.text, theirs, ours);
                   });
    if (!same || !script.objections.empty())
        agreement.mismatches.push_back(fmt::format("{}: {} by the parser, {} by the lexer",
                                                   file.string(), parsed.statements.size(),
                                                   script.statements.size()));
}

Agreement compare_all(const fs::path& folder) {
    Agreement agreement;
    for (const auto& file : sql_files(folder))
        compare(file, agreement);
    return agreement;
}

}  // namespace

TEST(ParserAgreement, FindsTheSameStatementsInOurOwnTraps) {
    const auto agreement = compare_all(pgmeta::test::source_dir() / "tests/golden/sql/agreement");
    EXPECT_EQ(join(agreement.mismatches, "\n"), "");
    EXPECT_EQ(join(agreement.unparseable, "\n"), "");
    EXPECT_GT(agreement.statements, 100U);
}

TEST(ParserAgreement, FindsTheSameStatementsInRealPackages) {
    // Without packages at hand the traps above stand for them.
    const char* const packages = std::getenv("PGMETA_NPM_PACKAGES");
    const auto agreement = compare_all(packages != nullptr ? std::filesystem::path{packages}
                                                           : pgmeta::test::source_dir() / "tests");
    EXPECT_EQ(join(agreement.mismatches, "\n"), "");
    EXPECT_GT(agreement.compared, 0U);
    RecordProperty("compared", static_cast<int>(agreement.compared));
    RecordProperty("statements", static_cast<int>(agreement.statements));
    RecordProperty("unparseable", join(agreement.unparseable, "; "));
}

}  // namespace pgmeta::sqltext
