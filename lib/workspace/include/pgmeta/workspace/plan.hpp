// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pgmeta::workspace {

/// A name in the brackets of a plan line: something that must be deployed first.
struct Requirement {
    std::string text;     ///< as written
    std::string package;  ///< before the colon; empty for the plan's own package
    std::string name;     ///< the change, or the tag without its @
    bool is_tag = false;
    int line = 0;
    int column = 0;
};

/// One step of a plan.  The views look into Plan::text.
struct Change {
    std::string name;
    std::vector<Requirement> requirements;
    std::string_view timestamp;
    std::string_view planner;
    std::string_view email;
    std::string_view note;
    int line = 0;
    int column = 0;
};

/// A name for the state after a change.  The views look into Plan::text.
struct Tag {
    std::string name;        ///< without the @
    std::size_t change = 0;  ///< index into Plan::changes
    std::string_view timestamp;
    std::string_view planner;
    std::string_view email;
    std::string_view note;
    int line = 0;
    int column = 0;
};

/// The ordered changes and tags of one package.
struct Plan {
    std::string file;  ///< as shown in messages
    std::shared_ptr<const std::string> text;
    std::string project;
    std::string uri;
    std::vector<Change> changes;
    std::vector<Tag> tags;
    std::unordered_map<std::string_view, std::size_t> change_index;  ///< name → index
    std::unordered_map<std::string_view, std::size_t> tag_index;     ///< name → index

    [[nodiscard]] const Change* find_change(std::string_view name) const;
    [[nodiscard]] const Tag* find_tag(std::string_view name) const;

    Plan() = default;
    // The indexes look into the vectors' strings, so a plan moves but is never copied.
    Plan(const Plan&) = delete;
    Plan& operator=(const Plan&) = delete;
    Plan(Plan&&) = default;
    Plan& operator=(Plan&&) = default;
    ~Plan() = default;
};

/// Parses a plan file and reports every problem in it with its place.
///
/// Accepts what pgpm accepts (spec/pgpm.md 2.1) and tolerates a byte order mark and CRLF.  Also
/// checks what pgpm leaves to chance: missing %project, duplicate changes and tags, requirements
/// that are unknown, later or can never deploy, tags without a change, names that leave the
/// package's folder.  The returned plan holds what could be understood.
Plan parse_plan(std::string file, std::string text, Diagnostics& problems);

/// True when `name` may be a change (or package-relative path of scripts): spec/pgpm.md 2.1.
bool is_change_name(std::string_view name);

/// True when `name` may be a tag: a change name without a slash.
bool is_tag_name(std::string_view name);

}  // namespace pgmeta::workspace
