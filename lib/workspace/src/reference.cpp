// SPDX-License-Identifier: MIT
//
//   requirement = [ package ":" ] ( change | "@" tag )
//
// Well-formed too, but nothing a ledger can hold: HEAD and ROOT (with or without @), X^ X^^ X^N X~
// X~N, the 40 hex digits of a change id, change@tag.
#include "reference.hpp"

#include "names.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::workspace {

namespace {

bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_package_qualifier(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '_' || c == '-';
    });
}

bool is_symbolic(std::string_view text) {
    return text == "HEAD" || text == "@HEAD" || text == "ROOT" || text == "@ROOT";
}

bool is_relative(std::string_view text) {
    while (!text.empty() && text.back() >= '0' && text.back() <= '9')
        text.remove_suffix(1);
    return text.size() > 1 && (text.back() == '^' || text.back() == '~');
}

Reference& malformed(Reference& result, std::string reason) {
    result.kind = ReferenceKind::malformed;
    result.reason = std::move(reason);
    return result;
}

Reference& undeployable(Reference& result, std::string reason) {
    result.kind = ReferenceKind::undeployable;
    result.reason = std::move(reason);
    return result;
}

Reference& parse_at_sign(Reference& result, std::string_view rest, std::size_t at_sign) {
    if (const auto problem = tag_name_problem(rest.substr(at_sign + 1))) {
        return malformed(result, "a tag name " + problem->reason);
    }
    if (at_sign == 0) {
        result.kind = ReferenceKind::tag;
        result.name = rest.substr(1);
        return result;
    }
    result.name = rest.substr(0, at_sign);
    if (const auto problem = change_name_problem(result.name)) {
        return malformed(result, "a change name " + problem->reason);
    }
    result.at_tag = true;
    return undeployable(result, "a change at a tag");
}

Reference& parse_unqualified(Reference& result, std::string_view rest) {
    if (rest.empty()) return malformed(result, "no change or tag follows the colon");
    if (is_symbolic(rest)) return undeployable(result, "a position that moves with the plan");
    if (is_relative(rest)) return undeployable(result, "a position relative to another change");
    if (rest.size() == 40 && std::all_of(rest.begin(), rest.end(), is_hex)) {
        return undeployable(result, "a change id");
    }
    const auto at_sign = rest.find('@');
    if (at_sign != std::string_view::npos) return parse_at_sign(result, rest, at_sign);
    if (const auto problem = change_name_problem(rest)) {
        return malformed(result, "a change name " + problem->reason);
    }
    result.kind = ReferenceKind::change;
    result.name = rest;
    return result;
}

}  // namespace

Reference parse_reference(std::string_view text) {
    Reference result;
    if (text.starts_with('!')) {
        result.kind = ReferenceKind::conflict;
        result.name = text.substr(1);
        return result;
    }
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return parse_unqualified(result, text);
    if (text.find(':', colon + 1) != std::string_view::npos) {
        return malformed(result, "only one colon may stand between package and change");
    }
    result.package = text.substr(0, colon);
    if (!is_package_qualifier(result.package)) {
        return malformed(result,
                         "the package before the colon may hold only letters, digits, "
                         "`_` and `-`");
    }
    return parse_unqualified(result, text.substr(colon + 1));
}

}  // namespace pgmeta::workspace
