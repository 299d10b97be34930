// SPDX-License-Identifier: MIT
//
//   plan    = { line "\n" }                     lines are trimmed; empty and "#…" lines are skipped
//   line    = "%project" "=" name | "%uri" "=" uri | "%" anything | tag | change
//   change  = name [ "[" { requirement } "]" ] [ timestamp [ planner ] [ "<" email ">" ] [ note ] ]
//   tag     = "@" name [ change ] timestamp planner "<" email ">" [ note ]
//   note    = "#" text
//   timestamp = YYYY-MM-DD "T" HH:MM:SS "Z"
#include "draft.hpp"
#include "names.hpp"
#include "pgmeta/base/text.hpp"
#include "plan_line.hpp"
#include "reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace pgmeta::workspace {

namespace {

constexpr std::string_view tag_shape = "a tag line is `@tag [change] timestamp planner <email>`";
constexpr std::string_view change_shape =
    "a change line is `name [requirements] timestamp planner <email> # note`; names hold no spaces";

struct Signature {
    std::string_view timestamp;
    std::string_view planner;
    std::string_view email;
    std::string_view note;
};

class PlanReader {
public:
    PlanReader(Draft& draft, Diagnostics& problems) : draft_{draft}, problems_{problems} {}

    void read(std::string_view text);

private:
    Location where(PlanLine& line, std::size_t offset) {
        return {draft_.plan.file, line.number(), line.column(offset)};
    }

    void syntax_error(PlanLine& line,
                      std::size_t offset,
                      std::string_view expected,
                      std::string hint = {});
    void check_encoding(PlanLine& line);
    void read_line(PlanLine& line);
    void read_pragma(PlanLine& line, std::size_t at);
    void read_tag(PlanLine& line, std::size_t at);
    bool read_tag_rest(PlanLine& line, std::size_t at, DraftTag& draft);
    void read_change(PlanLine& line, std::size_t at);
    std::optional<std::size_t> read_requirements(PlanLine& line, std::size_t at, Change& change);
    void read_requirement(PlanLine& line, std::size_t at, std::string_view text, Change& change);
    bool read_signature(PlanLine& line, std::size_t at, bool complete, Signature& signature);
    void add_change(PlanLine& line, std::size_t at, std::string_view name, Change change);

    Draft& draft_;
    Diagnostics& problems_;
    /// The line being read requires its own name at a tag: how Sqitch writes a reworked change.
    std::optional<Location> own_name_at_tag_;
};

void PlanReader::read(std::string_view text) {
    int number = 0;
    std::size_t start = 0;
    while (start < text.size()) {
        const auto newline = std::min(text.find('\n', start), text.size());
        PlanLine line{text.substr(start, newline - start), ++number};
        read_line(line);
        start = newline + 1;
    }
}

void PlanReader::read_line(PlanLine& line) {
    const auto text = line.text();
    const auto at = skip_space(text, 0);
    if (at == text.size()) return;
    check_encoding(line);
    if (text[at] == '#') return;
    if (text[at] == '%') return read_pragma(line, at);
    if (text[at] == '@') return read_tag(line, at);
    read_change(line, at);
}

void PlanReader::check_encoding(PlanLine& line) {
    const auto text = line.text();
    if (is_utf8(text)) return;
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t width = 1;
        while (width <= 4 && !is_utf8(text.substr(at, width)))
            ++width;
        if (width > 4) break;
        at += width;
    }
    problems_.error("plan-encoding", where(line, at),
                    fmt::format("expected UTF-8 text, found the byte 0x{:02X}",
                                static_cast<unsigned>(static_cast<unsigned char>(text[at]))),
                    "save the file as UTF-8");
}

void PlanReader::syntax_error(PlanLine& line,
                              std::size_t offset,
                              std::string_view expected,
                              std::string hint) {
    const auto found = offset < line.text().size() ? fmt::format("`{}`", line.word(offset))
                                                   : std::string{"the end of the line"};
    problems_.error("plan-syntax", where(line, offset),
                    fmt::format("expected {}, found {}", expected, found), std::move(hint));
}

void PlanReader::read_pragma(PlanLine& line, std::size_t at) {
    const auto text = line.text();
    const auto equals = text.find('=', at);
    if (equals == std::string_view::npos) return;
    const auto key = trimmed(text.substr(at + 1, equals - at - 1));
    const auto value_at = skip_space(text, equals + 1);
    const auto value = text.substr(value_at);
    if (key == "uri") draft_.plan.uri = value;
    if (key != "project" || value.empty()) return;
    if (draft_.project_line != 0 && value != draft_.plan.project) {
        problems_.warning("project-duplicate", where(line, at),
                          fmt::format("%project is `{}` on line {} and `{}` here; the last counts",
                                      draft_.plan.project, draft_.project_line, value));
    }
    draft_.plan.project = value;
    draft_.project_line = line.number();
    if (value.find_first_of(":#\\") == std::string_view::npos &&
        skip_word(value, 0) == value.size() && value.find('\0') == std::string_view::npos) {
        return;
    }
    problems_.error("project-name", where(line, value_at),
                    fmt::format("expected a project name without white space, `:`, `#` and `\\`, "
                                "found `{}`",
                                value));
}

bool PlanReader::read_signature(PlanLine& line,
                                std::size_t at,
                                bool complete,
                                Signature& signature) {
    const auto text = line.text();
    signature.timestamp = line.word(at);
    at = skip_space(text, at + signature.timestamp.size());
    const auto note = find_note(text, at);
    const auto open = text.substr(0, note).find('<', at);
    const bool has_email = open != std::string_view::npos;
    signature.planner = trimmed(text.substr(0, has_email ? open : note).substr(at));
    if (complete && (signature.planner.empty() || !has_email)) {
        syntax_error(line, signature.planner.empty() ? at : std::min(note, text.size()),
                     signature.planner.empty() ? "the planner's name" : "`<email>`",
                     std::string{tag_shape});
        return false;
    }
    if (!has_email) {
        if (note != std::string_view::npos) signature.note = trimmed(text.substr(note + 1));
        return true;
    }
    const auto close = text.find('>', open);
    if (close == std::string_view::npos) {
        syntax_error(line, text.size(), "`>` after the email");
        return false;
    }
    signature.email = text.substr(open + 1, close - open - 1);
    const auto rest = skip_space(text, close + 1);
    if (rest < text.size() && text[rest] != '#') {
        syntax_error(line, rest, "the end of the line or `# note`");
        return false;
    }
    if (rest < text.size()) signature.note = trimmed(text.substr(rest + 1));
    return true;
}

void PlanReader::read_tag(PlanLine& line, std::size_t at) {
    const auto name = line.word(at).substr(1);
    DraftTag draft;
    draft.name = name;
    draft.tag.name = name;
    draft.tag.line = line.number();
    draft.tag.column = line.column(at);
    if (const auto problem = tag_name_problem(name)) {
        draft_.refused_tags.insert(name);
        problems_.error("tag-name", where(line, at),
                        fmt::format("a tag name {}, found `@{}`", problem->reason, name));
        return;
    }
    if (!read_tag_rest(line, at + 1 + name.size(), draft)) {
        draft_.refused_tags.insert(name);
        return;
    }
    if (draft.change.empty() && draft_.plan.changes.empty()) {
        draft_.refused_tags.insert(name);
        // A change above that was refused is reported already.
        if (!draft_.refused_changes.empty()) return;
        problems_.error("tag-without-change", where(line, at),
                        fmt::format("expected a change before the tag `@{}`, found none", name));
        return;
    }
    if (draft.change.empty()) draft.tag.change = draft_.plan.changes.size() - 1;
    draft_.tags.push_back(std::move(draft));
}

bool PlanReader::read_tag_rest(PlanLine& line, std::size_t at, DraftTag& draft) {
    const auto text = line.text();
    at = skip_space(text, at);
    if (at < text.size() && !is_timestamp(line.word(at))) {
        draft.change = line.word(at);
        draft.change_column = line.column(at);
        at = skip_space(text, at + draft.change.size());
    }
    if (!is_timestamp(line.word(at))) {
        syntax_error(line, at, "a timestamp like `2024-01-31T12:00:00Z`", std::string{tag_shape});
        return false;
    }
    Signature signature;
    if (!read_signature(line, at, true, signature)) return false;
    draft.tag.timestamp = signature.timestamp;
    draft.tag.planner = signature.planner;
    draft.tag.email = signature.email;
    draft.tag.note = signature.note;
    return true;
}

void PlanReader::read_change(PlanLine& line, std::size_t at) {
    const auto text = line.text();
    const auto name = line.word(at);
    Change change;
    own_name_at_tag_.reset();
    auto next = skip_space(text, at + name.size());
    change.name = name;
    const bool bracketed = next < text.size() && text[next] == '[';
    if (bracketed) {
        const auto behind = read_requirements(line, next, change);
        if (!behind) return add_change(line, at, name, std::move(change));
        next = skip_space(text, *behind);
    }
    Signature signature;
    if (next < text.size() && !is_timestamp(line.word(next))) {
        syntax_error(
            line, next,
            bracketed ? "a timestamp like `2024-01-31T12:00:00Z`"
                      : "`[requirements]` or a timestamp like `2024-01-31T12:00:00Z`",
            text[next] == '#' ? "a note needs a timestamp before it" : std::string{change_shape});
    } else if (next < text.size()) {
        read_signature(line, next, false, signature);
    }
    change.timestamp = signature.timestamp;
    change.planner = signature.planner;
    change.email = signature.email;
    change.note = signature.note;
    add_change(line, at, name, std::move(change));
}

std::optional<std::size_t> PlanReader::read_requirements(PlanLine& line,
                                                         std::size_t at,
                                                         Change& change) {
    const auto text = line.text();
    const auto close = text.find(']', at);
    if (close == std::string_view::npos) {
        syntax_error(line, text.size(), "`]` after the requirements");
        return std::nullopt;
    }
    const auto inside = text.substr(0, close);
    auto word = skip_space(inside, at + 1);
    while (word < close) {
        const auto end = skip_word(inside, word);
        read_requirement(line, word, inside.substr(word, end - word), change);
        word = skip_space(inside, end);
    }
    const auto behind = close + 1;
    if (behind < text.size() && space_at(text, behind) == 0) {
        syntax_error(line, behind, "white space after `]`");
        return std::nullopt;
    }
    return behind;
}

void PlanReader::read_requirement(PlanLine& line,
                                  std::size_t at,
                                  std::string_view text,
                                  Change& change) {
    const auto reference = parse_reference(text);
    const auto report = [&](std::string id, std::string message, std::string hint) {
        problems_.error(std::move(id), where(line, at), std::move(message), std::move(hint));
    };
    switch (reference.kind) {
        case ReferenceKind::change:
        case ReferenceKind::tag:
            change.requirements.push_back(
                {std::string{text}, std::string{reference.package}, std::string{reference.name},
                 reference.kind == ReferenceKind::tag, line.number(), line.column(at)});
            return;
        case ReferenceKind::conflict:
            return report("requirement-conflict-unsupported",
                          fmt::format("expected a requirement, found the conflict `{}`", text),
                          "conflicts are not supported: remove it");
        case ReferenceKind::malformed:
            return report("requirement-syntax",
                          fmt::format("expected `change`, `@tag`, `package:change` or "
                                      "`package:@tag`, found `{}`: {}",
                                      text, reference.reason),
                          {});
        case ReferenceKind::undeployable:
            if (reference.at_tag && reference.name == change.name) {
                own_name_at_tag_ = where(line, at);
                return;
            }
            return report("requirement-undeployable",
                          fmt::format("expected the name of a change or tag, found `{}`: {}, "
                                      "which no ledger can hold",
                                      text, reference.reason),
                          "name the change that must be deployed first");
    }
}

void PlanReader::add_change(PlanLine& line, std::size_t at, std::string_view name, Change change) {
    change.line = line.number();
    change.column = line.column(at);
    auto& plan = draft_.plan;
    if (const auto problem = change_name_problem(name)) {
        draft_.refused_changes.insert(name);
        problems_.error(problem->leaves_folder ? "change-path" : "change-name", where(line, at),
                        fmt::format("a change name {}, found `{}`", problem->reason, name),
                        name.starts_with('+') || name.starts_with('-')
                            ? "operators before a name are not supported"
                            : "");
        return;
    }
    const auto [known, is_new] = plan.change_index.try_emplace(name, plan.changes.size());
    if (is_new) {
        if (own_name_at_tag_) {
            problems_.error("requirement-undeployable", *own_name_at_tag_,
                            fmt::format("`{}` requires itself at a tag, and no earlier line of "
                                        "this plan has that name",
                                        name));
        }
        plan.changes.push_back(std::move(change));
        return;
    }
    const int first = plan.changes[known->second].line;
    const bool tag_between = !draft_.tags.empty() && draft_.tags.back().tag.line > first;
    const bool reworked = own_name_at_tag_ || (plan.file.ends_with("sqitch.plan") && tag_between);
    problems_.error(reworked ? "change-reworked" : "change-duplicate", where(line, at),
                    reworked ? fmt::format("`{}` of line {} is reworked here; reworked changes "
                                           "are not supported yet",
                                           name, first)
                             : fmt::format("expected every change once, found `{}` on line {} "
                                           "and again here",
                                           name, first),
                    reworked ? "give the later change a name of its own" : "");
}

bool is_utf16(std::string_view text) {
    return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

}  // namespace

Plan parse_plan(std::string file, std::string text, Diagnostics& problems) {
    Draft draft;
    draft.plan.file = std::move(file);
    draft.plan.text = std::make_shared<const std::string>(std::move(text));
    std::string_view body = *draft.plan.text;
    if (is_utf16(body)) {
        problems.error("plan-encoding", {draft.plan.file, 1, 1},
                       "expected UTF-8 text, found UTF-16", "save the file as UTF-8");
        return std::move(draft.plan);
    }
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    PlanReader{draft, problems}.read(body);
    return connect(std::move(draft), problems);
}

}  // namespace pgmeta::workspace
