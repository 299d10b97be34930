// SPDX-License-Identifier: MIT
// Directives are comments of their own line, before the first statement or between statements:
//   -- test: isolated        -- given: FILE, FILE     (before the first statement only)
//   -- role: NAME            -- claims: {JSON}        (from there on)
//   -- expect: SQLSTATE      in the block that opens the file: the file fails so; elsewhere: the
//                            next statement does
#include "pgmeta/testkit/test_file.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/sqltext/script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <regex>
#include <set>

namespace pgmeta::testkit {

namespace fs = std::filesystem;

namespace {

constexpr std::array words{"test", "role", "claims", "expect", "given"};

struct Directive {
    std::string word;
    std::string value;
    std::size_t offset = 0;
    bool opening = false;  ///< in the block of comments that opens the file
};

bool is_one_word(std::string_view text) {
    return !text.empty() && std::none_of(text.begin(), text.end(),
                                         [](unsigned char c) { return std::isspace(c) != 0; });
}

bool is_sqlstate(std::string_view text) {
    return text.size() == 5 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
               return std::isdigit(c) != 0 || std::isupper(c) != 0;
           });
}

std::optional<Directive> directive_in(std::string_view line) {
    const auto trimmed = trim(line);
    if (!trimmed.starts_with("--")) return std::nullopt;
    const auto text = trim(trimmed.substr(2));
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto word = text.substr(0, colon);
    if (std::find(words.begin(), words.end(), word) == words.end()) return std::nullopt;
    return Directive{std::string{word}, std::string{trim(text.substr(colon + 1))}};
}

/// Directives of text[begin, end), which holds comments and white space only.
std::vector<Directive> directives_in(std::string_view text,
                                     std::size_t begin,
                                     std::size_t end,
                                     bool first) {
    std::vector<Directive> result;
    bool opening = first;
    bool said = false;
    for (auto at = begin; at < end;) {
        const auto stop = std::min(text.find('\n', at), end);
        const auto line = text.substr(at, stop - at);
        if (trim(line).empty() && said) opening = false;
        said = said || !trim(line).empty();
        if (auto found = directive_in(line)) {
            found->offset = at;
            found->opening = opening;
            result.push_back(*std::move(found));
        }
        at = stop + 1;
    }
    return result;
}

bool is_harmless_psql(std::string_view line) {
    constexpr std::array harmless{"unset ", "pset ", "echo ", "qecho ", "timing", "x", "t", "a"};
    line = trim(line.substr(1));
    // psql's own variables are upper case; others would have to be put into the SQL.
    if (line.starts_with("set "))
        return std::isupper(static_cast<unsigned char>(trim(line.substr(4)).front())) != 0;
    return std::any_of(harmless.begin(), harmless.end(), [line](std::string_view word) {
        return line == trim(word) || (word.ends_with(' ') && line.starts_with(word));
    });
}

/// pgTAP files often begin with settings of psql's output.
std::string without_psql_settings(std::string text) {
    const auto script = sqltext::scan(text);
    for (const auto& command : script.psql_commands) {
        const auto line = std::string_view{text}.substr(command.begin, command.end - command.begin);
        if (!is_harmless_psql(line)) continue;
        for (auto i = command.begin; i < command.end; ++i)
            if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
    }
    return text;
}

bool calls(std::string_view lower, std::string_view function) {
    for (auto at = lower.find(function); at != std::string_view::npos;
         at = lower.find(function, at + 1)) {
        const bool begins =
            at == 0 ||
            (std::isalnum(static_cast<unsigned char>(lower[at - 1])) == 0 && lower[at - 1] != '_');
        if (begins && trim(lower.substr(at + function.size(), 8)).starts_with('(')) return true;
    }
    return false;
}

/// A file that creates the extension itself must not find it.
bool needs_pgtap(std::string_view text) {
    std::string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (lower.find("create extension pgtap") != std::string::npos) return false;
    return calls(lower, "plan") || calls(lower, "no_plan") || calls(lower, "runtests");
}

class Reader {
public:
    Reader(TestFile& file, Diagnostics& problems) : file_{file}, problems_{problems} {}

    void read(std::string text) {
        file_.uses_pgtap = needs_pgtap(text);
        text = without_psql_settings(std::move(text));
        file_.isolated = wants_isolation(text);
        auto sendable = sqltext::prepare(std::move(text), sqltext::Use::verify, !file_.isolated);
        file_.text = std::move(sendable.text);
        for (const auto& objection : sendable.objections)
            problems_.error(objection.id, file_.place(objection.offset), objection.message,
                            objection.hint);
        if (!sendable.objections.empty()) return;
        if (!sendable.in_transaction && !file_.isolated)
            problems_.error("test-needs-isolation", file_.place(*sendable.refuses_transaction_at),
                            "this statement runs outside transactions only, and a test is a "
                            "transaction",
                            "`-- test: isolated` at the top gives the file a database of its own");
        std::size_t from = 0;
        for (const auto& statement : sendable.statements) {
            take_statement(statement, from);
            from = std::max(statement.end, statement.data_end);
        }
    }

private:
    [[nodiscard]] static bool wants_isolation(std::string_view text) {
        const auto script = sqltext::scan(text);
        const auto end = script.statements.empty() ? text.size() : script.statements.front().begin;
        for (const auto& directive : directives_in(text, 0, end, true))
            if (directive.word == "test" && directive.value == "isolated") return true;
        return false;
    }

    void take_statement(const sqltext::Statement& statement, std::size_t from) {
        TestStatement result;
        result.begin = statement.begin;
        result.end = statement.end;
        result.data_begin = statement.data_begin;
        result.data_end = statement.data_end;
        const bool first = file_.statements.empty();
        for (const auto& directive :
             directives_in(file_.text, first ? 0 : from, statement.begin, first))
            take(directive, result, first);
        file_.statements.push_back(std::move(result));
    }

    void take(const Directive& directive, TestStatement& statement, bool first) {
        const auto refuse = [&](std::string message, std::string hint) {
            problems_.error("test-directive", file_.place(directive.offset), std::move(message),
                            std::move(hint));
        };
        // `-- role: what an editor may do` is a sentence, no directive.
        if (directive.word != "claims" && directive.word != "given" &&
            !is_one_word(directive.value))
            return;
        if ((directive.word == "test" || directive.word == "given") && !first)
            return refuse(
                fmt::format("`-- {}:` stands before the first statement only", directive.word),
                "move it to the top of the file");
        if (directive.word == "test" && directive.value != "isolated")
            return refuse(
                fmt::format("`-- test:` expects isolated, and found `{}`", directive.value), {});
        if (directive.word == "expect" && !is_sqlstate(directive.value))
            return refuse(
                fmt::format("`-- expect:` expects an SQLSTATE, and found `{}`", directive.value),
                "five digits or capital letters, like 23505");
        carry_out(directive, statement);
    }

    void carry_out(const Directive& directive, TestStatement& statement) {
        if (directive.word == "given") take_given(directive.value);
        if (directive.word == "expect")
            (directive.opening ? file_.expected : statement.expected) = directive.value;
        if (directive.word == "role") context_of(statement).role = directive.value;
        if (directive.word != "claims") return;
        try {
            context_of(statement).settings = settings_of_claims(directive.value);
        } catch (const Error& error) {
            problems_.error("test-directive", file_.place(directive.offset), error.message(),
                            error.hints().empty() ? "" : error.hints().front());
        }
    }

    static Context& context_of(TestStatement& statement) {
        if (!statement.context) statement.context.emplace();
        return *statement.context;
    }

    void take_given(std::string_view value) {
        while (!value.empty()) {
            const auto comma = std::min(value.find(','), value.size());
            if (const auto name = trim(value.substr(0, comma)); !name.empty())
                file_.given.emplace_back(name);
            value.remove_prefix(std::min(comma + 1, value.size()));
        }
    }

    TestFile& file_;
    Diagnostics& problems_;
};

std::vector<fs::path> sql_files_in(const fs::path& folder) {
    std::vector<fs::path> result;
    std::error_code ignored;
    for (const auto& entry : fs::recursive_directory_iterator(folder, ignored))
        if (entry.is_regular_file() && entry.path().extension() == ".sql")
            result.push_back(entry.path());
    std::sort(result.begin(), result.end());
    return result;
}

std::regex compiled(const std::string& filter) {
    try {
        return std::regex{filter, std::regex::ECMAScript | std::regex::optimize};
    } catch (const std::regex_error&) {
        throw Error{Fault::usage, "filter-malformed",
                    fmt::format("`--filter` expects a regular expression, and found `{}`", filter)};
    }
}

PackageTests tests_of(const workspace::Package& package, Diagnostics& problems) {
    PackageTests tests;
    tests.package = &package;
    std::set<fs::path> given;
    for (const auto& path : sql_files_in(package.directory / "test")) {
        const auto below = fs::path{path}.lexically_relative(package.directory).string();
        const auto shown = (fs::path{package.shown_directory} / below).lexically_normal().string();
        Diagnostics found;
        auto file = read_test(shown, read_file(path), found);
        file.path = path;
        for (const auto& name : file.given)
            given.insert((path.parent_path() / name).lexically_normal());
        tests.files.push_back(std::move(file));
        problems.append(std::move(found));
    }
    std::erase_if(tests.files, [&](const TestFile& file) {
        return given.contains(file.path.lexically_normal());
    });
    return tests;
}

}  // namespace

Location TestFile::place(std::size_t offset) const {
    const auto at = line_column(text, offset);
    return {shown, at.line, at.column};
}

bool PackageTests::use_pgtap() const {
    return std::any_of(files.begin(), files.end(),
                       [](const TestFile& file) { return file.uses_pgtap; });
}

TestFile read_test(std::string shown, std::string text, Diagnostics& problems) {
    TestFile file;
    file.shown = std::move(shown);
    file.text = text;
    Reader{file, problems}.read(std::move(text));
    return file;
}

std::vector<PackageTests> find_tests(const std::vector<const workspace::Package*>& packages,
                                     const std::string& filter,
                                     Diagnostics& problems) {
    const auto pattern = compiled(filter);
    std::vector<PackageTests> result;
    for (const auto* package : packages) {
        auto tests = tests_of(*package, problems);
        std::erase_if(tests.files, [&](const TestFile& file) {
            const auto name =
                package->name + "/" + file.path.lexically_relative(package->directory).string();
            return !std::regex_search(name, pattern);
        });
        if (!tests.files.empty()) result.push_back(std::move(tests));
    }
    return result;
}

}  // namespace pgmeta::testkit
