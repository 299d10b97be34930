// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/extension.hpp"

#include "lexer.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace pgmeta::sqltext {

namespace {

/// The key words of one statement, in lower case; tokens that are none are passed over.
class Words {
public:
    Words(std::string_view sql, const Statement& statement)
        : lexer_{sql.substr(0, statement.end), statement.begin} {
        advance();
    }

    bool take(std::string_view word) {
        if (token_ != Token::word || identifier_name(lexer_.text()) != word) return false;
        advance();
        return true;
    }

    std::optional<std::string> take_name() {
        if (token_ != Token::word && token_ != Token::quoted_identifier) return std::nullopt;
        auto name = identifier_name(lexer_.text());
        advance();
        return name;
    }

    bool skip() {
        if (token_ == Token::end) return false;
        advance();
        return true;
    }

private:
    void advance() { token_ = lexer_.next(); }

    Lexer lexer_;
    Token token_ = Token::end;
};

class Converter {
public:
    explicit Converter(std::string sql) : original_{std::move(sql)} {
        constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
        if (original_.starts_with(byte_order_mark)) original_.erase(0, byte_order_mark.size());
        sendable_ = prepare(original_, Use::deploy);
    }

    ExtensionScript run() {
        result_.objections = std::move(sendable_.objections);
        for (const auto& statement : sendable_.statements)
            look_at(statement);
        find_replaced_words();
        if (!result_.objections.empty()) return std::move(result_);
        const bool open = ends_open();
        for (const auto& statement : dropped_)
            blank(statement);
        copy_lines();
        if (open) result_.text += ";\n";
        return std::move(result_);
    }

private:
    void look_at(const Statement& statement) {
        switch (statement.kind) {
            case StatementKind::savepoint:
            case StatementKind::release:
            case StatementKind::rollback_to:
                return object("extension-transaction", statement.begin,
                              "an extension's script may not hold savepoints",
                              "write the change without them, or ship the package as a bundle");
            case StatementKind::copy_from_stdin:
                return object("extension-copy-data", statement.begin,
                              "an extension's script may not hold the data of COPY … FROM STDIN",
                              "write it as INSERT, or ship the package as a bundle");
            case StatementKind::not_in_transaction:
                return object("refuses-transaction", statement.begin,
                              "the server runs this statement only outside a transaction block "
                              "(25001), and CREATE EXTENSION is inside one",
                              "ship the package as a bundle");
            case StatementKind::other:
                look_at_words(statement);
                return;
            default:
                return;
        }
    }

    void look_at_words(const Statement& statement) {
        Words words{original_, statement};
        if (words.take("set")) {
            if (!words.take("constraints"))
                doubt("extension-setting", statement.begin,
                      "in an extension's script a setting holds up to the end, also for the "
                      "changes that follow",
                      "write the names with their schemas, or SET in a function's definition");
            return;
        }
        if (!words.take("create") || !words.take("extension")) return;
        if (words.take("if")) words.skip(), words.skip();
        auto name = words.take_name();
        if (!name) return;
        result_.created.push_back({*name, statement.begin});
        dropped_.push_back(statement);
        words.take("with");
        if (words.take("schema") || words.take("version"))
            doubt("extension-clause", statement.begin,
                  fmt::format("CREATE EXTENSION `{}` becomes a requirement in the control file, "
                              "which cannot say its schema or version",
                              *name),
                  "create that extension before this one where it matters");
    }

    void find_replaced_words() {
        constexpr std::array words{"@extschema", "@extowner@", "MODULE_PATHNAME"};
        for (const std::string_view word : words) {
            const auto at = original_.find(word);
            if (at == std::string::npos) continue;
            doubt("extension-substitution", at,
                  fmt::format("CREATE EXTENSION replaces `{}` wherever it stands in the script",
                              word),
                  "spell it in two parts if it is meant as it stands");
        }
    }

    void object(std::string id, std::size_t offset, std::string message, std::string hint) {
        result_.objections.push_back({std::move(id), offset, std::move(message), std::move(hint)});
    }

    void doubt(std::string id, std::size_t offset, std::string message, std::string hint) {
        result_.doubts.push_back({std::move(id), offset, std::move(message), std::move(hint)});
    }

    /// The semicolon of a statement; nothing when the script ends without one.
    [[nodiscard]] std::optional<std::size_t> semicolon(const Statement& statement) const {
        Lexer lexer{sendable_.text, statement.end};
        if (lexer.next() != Token::semicolon) return std::nullopt;
        return lexer.begin();
    }

    /// True when the last statement that stays has no semicolon.
    [[nodiscard]] bool ends_open() const {
        if (sendable_.statements.empty()) return false;
        const auto& last = sendable_.statements.back();
        const bool stays = dropped_.empty() || dropped_.back().begin != last.begin;
        return stays && !semicolon(last);
    }

    void blank(const Statement& statement) {
        auto& text = sendable_.text;
        const auto end = semicolon(statement).value_or(statement.end - 1) + 1;
        for (auto i = statement.begin; i < end; ++i)
            if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
    }

    /// Blanked text has the same offsets as the original, so lines are compared in pairs.
    void copy_lines() {
        const std::string_view before = original_;
        const std::string_view after = sendable_.text;
        result_.text.reserve(after.size() + 1);
        for (std::size_t start = 0; start < after.size();) {
            const auto end = std::min(after.find('\n', start), after.size() - 1) + 1;
            const auto line = after.substr(start, end - start);
            const bool changed = line != before.substr(start, end - start);
            if (!changed || !trim(line).empty()) result_.text += line;
            start = end;
        }
        if (!result_.text.empty() && result_.text.back() != '\n') result_.text += '\n';
    }

    std::string original_;
    Sendable sendable_;
    std::vector<Statement> dropped_;
    ExtensionScript result_;
};

}  // namespace

ExtensionScript extension_script(std::string sql) {
    return Converter{std::move(sql)}.run();
}

}  // namespace pgmeta::sqltext
