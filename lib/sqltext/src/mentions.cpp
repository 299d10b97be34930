// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/mentions.hpp"

#include "mention_reader.hpp"
#include "pgmeta/sqltext/script.hpp"

namespace pgmeta::sqltext {

std::string_view to_string(ObjectKind kind) {
    switch (kind) {
        case ObjectKind::schema:
            return "schema";
        case ObjectKind::relation:
            return "relation";
        case ObjectKind::type:
            return "type";
        case ObjectKind::function:
            return "function";
        case ObjectKind::extension:
            return "extension";
        case ObjectKind::role:
            return "role";
        case ObjectKind::column:
            return "column";
        case ObjectKind::key:
            return "key";
        case ObjectKind::trigger:
            return "trigger";
        case ObjectKind::policy:
            return "policy";
        case ObjectKind::rule:
            return "rule";
    }
    return {};
}

Mentions mentions_of(std::string_view sql) {
    Mentions result;
    const auto script = prepare(std::string{sql}, Use::deploy);
    MentionReader reader{result};
    const std::string_view text = script.text;
    for (const auto& statement : script.statements)
        reader.statement(text.substr(statement.begin, statement.end - statement.begin),
                         statement.begin);
    if (!script.objections.empty()) result.may_make_more = result.may_use_more = true;
    return result;
}

}  // namespace pgmeta::sqltext
