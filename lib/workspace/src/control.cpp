// SPDX-License-Identifier: MIT
//
// As PostgreSQL reads extension control files (manual, "Extension Files"):
//   file    = { line "\n" }
//   line    = [ key [ "=" ] value ] [ "#" comment ]
//   value   = "'" { char | "''" | "\" char } "'" | bare
//   requires holds names separated by commas, each bare or in double quotes ("" for one quote)
//
// pgpm looks at little else than `requires`, so what is wrong elsewhere is only a warning.
#include "pgmeta/base/text.hpp"
#include "pgmeta/workspace/package.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace pgmeta::workspace {

namespace {

/// A value without its quotes, and for each byte the offset it was read from.
struct Value {
    std::string text;
    std::vector<std::size_t> offsets;
    std::size_t end = 0;  ///< offset behind the value in the file

    void add(char c, std::size_t offset) {
        text += c;
        offsets.push_back(offset);
    }
};

const std::array<std::string, 11> known_keys{
    "directory", "default_version", "module_pathname", "comment",  "schema",     "relocatable",
    "superuser", "trusted",         "encoding",        "requires", "no_relocate"};

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

bool is_key_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.';
}

std::string lowercase(std::string_view text) {
    std::string result{text};
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
}

class ControlReader {
public:
    ControlReader(Control& control, std::string_view text, Diagnostics& problems)
        : control_{control}, text_{text}, problems_{problems} {}

    void read() {
        std::size_t start = 0;
        while (start < text_.size()) {
            line_start_ = start;
            line_end_ = std::min(text_.find('\n', start), text_.size());
            ++line_;
            read_line();
            start = line_end_ + 1;
        }
    }

private:
    /// 1-based column of a byte of this line.  Asked in rising order it is linear in the line.
    int column(std::size_t offset) {
        if (offset < counted_ || counted_ < line_start_) {
            counted_ = line_start_;
            characters_ = 0;
        }
        characters_ += utf8_length(text_.substr(counted_, offset - counted_));
        counted_ = offset;
        return static_cast<int>(1 + characters_);
    }

    [[nodiscard]] std::size_t skip_blanks(std::size_t at) const {
        while (at < line_end_ && is_blank(text_[at]))
            ++at;
        return at;
    }

    [[nodiscard]] bool at_end(std::size_t at) const { return at == line_end_ || text_[at] == '#'; }

    void report(std::size_t at, std::string message) {
        Diagnostic problem{serious_ ? Severity::error : Severity::warning,
                           "control-syntax",
                           {control_.file, line_, column(at)},
                           std::move(message),
                           {}};
        problems_.add(std::move(problem));
    }

    [[nodiscard]] std::string found(std::size_t at) const {
        if (at == line_end_) return "the end of the line";
        return fmt::format("`{}`", trim(text_.substr(at, line_end_ - at)));
    }

    void read_line() {
        serious_ = false;
        const auto at = skip_blanks(line_start_);
        if (at_end(at)) return;
        auto next = at;
        while (next < line_end_ && is_key_character(text_[next]))
            ++next;
        const auto key = lowercase(text_.substr(at, next - at));
        serious_ = key == "requires";
        if (key.empty())
            return report(at, fmt::format("expected `key = value`, found {}", found(at)));
        next = skip_blanks(next);
        if (next < line_end_ && text_[next] == '=') next = skip_blanks(next + 1);
        Value value;
        if (!read_value(next, value)) return;
        const auto rest = skip_blanks(value.end);
        if (!at_end(rest)) {
            report(rest, fmt::format("expected the end of the line, found {}; a quote in a value "
                                     "is doubled",
                                     found(rest)));
            if (serious_) return;
        }
        store(key, at, value);
    }

    bool read_value(std::size_t at, Value& value) {
        if (at < line_end_ && text_[at] == '\'') return read_quoted(at, value);
        auto end = at;
        while (end < line_end_ && text_[end] != '#')
            ++end;
        while (end > at && is_blank(text_[end - 1]))
            --end;
        for (auto i = at; i < end; ++i)
            value.add(text_[i], i);
        value.end = end;
        if (end == at) report(at, fmt::format("expected a value, found {}", found(at)));
        return end != at;
    }

    bool read_quoted(std::size_t at, Value& value) {
        for (auto i = at + 1; i < line_end_; ++i) {
            const char c = text_[i];
            const bool more = i + 1 < line_end_;
            if (c == '\'' && !(more && text_[i + 1] == '\'')) {
                value.end = i + 1;
                return true;
            }
            if ((c == '\'' || c == '\\') && more) ++i;
            value.add(text_[i], i);
        }
        report(line_end_, "expected `'` after the value, found the end of the line");
        return false;
    }

    void store(const std::string& key, std::size_t at, const Value& value) {
        const Location where{control_.file, line_, column(at)};
        if (std::find(known_keys.begin(), known_keys.end(), key) == known_keys.end()) {
            problems_.warning("control-unknown-key", where,
                              fmt::format("PostgreSQL knows no control file key `{}`", key),
                              did_you_mean(key, known_keys));
            return;
        }
        if (!seen_.insert(key).second) {
            problems_.warning("control-duplicate-key", where,
                              fmt::format("`{}` is set a second time; the last counts", key));
        }
        if (key == "comment") control_.comment = value.text;
        if (key == "default_version") control_.default_version = value.text;
        if (key == "schema") control_.schema = value.text;
        if (key == "requires") read_names(value);
    }

    void read_names(const Value& value) {
        control_.requirements.clear();
        if (trim(value.text).empty()) return;
        std::size_t at = 0;
        for (;;) {
            const auto comma = read_name(value, at);
            if (comma == value.text.size()) return;
            at = comma + 1;
        }
    }

    [[nodiscard]] std::size_t offset_of(const Value& value, std::size_t at) const {
        if (at < value.offsets.size()) return value.offsets[at];
        return value.offsets.empty() ? line_start_ : value.offsets.back() + 1;
    }

    /// Reads one name and returns where the comma behind it is, or the value's end.
    std::size_t read_name(const Value& value, std::size_t at) {
        const std::string_view text = value.text;
        while (at < text.size() && is_blank(text[at]))
            ++at;
        ControlRequirement name{{}, line_, column(offset_of(value, at))};
        const bool quoted = at < text.size() && text[at] == '"';
        const auto end =
            quoted ? read_double_quoted(text, at, name) : std::min(text.find(',', at), text.size());
        if (!quoted) name.name = trim(text.substr(at, end - at));
        if (name.name.empty() ||
            (!quoted && name.name.find_first_of(" \t\"") != std::string::npos)) {
            report(offset_of(value, at),
                   fmt::format("expected a package or extension name, found `{}`",
                               trim(text.substr(at, end - at))));
            return end;
        }
        control_.requirements.push_back(std::move(name));
        return end;
    }

    static std::size_t read_double_quoted(std::string_view text,
                                          std::size_t at,
                                          ControlRequirement& name) {
        auto i = at + 1;
        for (; i < text.size(); ++i) {
            if (text[i] == '"' && text.substr(i + 1, 1) != "\"") break;
            if (text[i] == '"') ++i;
            name.name += text[i];
        }
        const auto comma = std::min(text.find(',', i), text.size());
        const bool closed = i < text.size() && trim(text.substr(i + 1, comma - i - 1)).empty();
        if (!closed) name.name.clear();
        return comma;
    }

    Control& control_;
    std::string_view text_;
    Diagnostics& problems_;
    std::set<std::string> seen_;
    std::size_t line_start_ = 0;
    std::size_t line_end_ = 0;
    std::size_t counted_ = 0;  ///< bytes up to here hold characters_ characters of this line
    std::size_t characters_ = 0;
    int line_ = 0;
    bool serious_ = false;
};

}  // namespace

Control parse_control(std::string file, std::string_view text, Diagnostics& problems) {
    Control control;
    control.file = std::move(file);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    ControlReader{control, text, problems}.read();
    return control;
}

}  // namespace pgmeta::workspace
