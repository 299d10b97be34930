// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/quote.hpp"
#include "proposer.hpp"
#include "spelling.hpp"

#include <fmt/format.h>

#include <utility>

// What one statement of the grammar, DefineStmt, makes: aggregates and operators.

namespace pgmeta::sqltext {

void Proposer::define(const Tree& node) {
    const auto kind = text_of(node, "kind");
    if (kind == "OBJECT_AGGREGATE") {
        aggregate(node);
    } else if (kind == "OBJECT_OPERATOR") {
        operation(node);
    } else {
        doubt(true, true, "defining this kind of object is not derived");
    }
}

void Proposer::aggregate(const Tree& node) {
    const auto& arguments = field(node, "args");
    if (flag(node, "oldstyle") || !arguments.is_array() || arguments.empty()) {
        doubt(true, true, "an aggregate of the old form is not derived");
        return;
    }
    // ORDER BY among the arguments says how they are used, and nothing about which one is meant.
    const auto name = spell(names_in(field(node, "defnames")));
    const auto types = spell_parameters(field(field(arguments[0], "List"), "items"));
    made("function", name);
    may_have_been_there(node);
    undo(fmt::format("DROP AGGREGATE {}{}", name, types == "()" ? "(*)" : types));
    check(fmt::format("SELECT {}::regprocedure", quote_literal(name + types)));
}

void Proposer::operation(const Tree& node) {
    auto names = names_in(field(node, "defnames"));
    if (names.empty()) {
        doubt(true, true, "this operator is not derived");
        return;
    }
    // An operator's own name is never quoted.
    auto name = std::move(names.back());
    names.pop_back();
    if (!names.empty()) name = fmt::format("{}.{}", spell(names), name);
    const auto& definition = field(node, "definition");
    const auto side = [&](std::string_view argument) {
        const auto& type = field(option(definition, argument), "TypeName");
        return type.is_object() ? spell_type(type) : std::string{"NONE"};
    };
    const auto sides = fmt::format("({}, {})", side("leftarg"), side("rightarg"));
    for (const auto* partner : {"commutator", "negator"})
        if (!option(definition, partner).is_null())
            doubt(false, false,
                  "the server makes commutators and negators that are not there; what is not made "
                  "in this script stays");
    undo(fmt::format("DROP OPERATOR {} {}", name, sides));
    check(fmt::format("SELECT {}::regoperator", quote_literal(name + sides)));
}

}  // namespace pgmeta::sqltext
