// SPDX-License-Identifier: MIT
#include "output/snapshot_text.hpp"

#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <map>
#include <unordered_map>

namespace pgmeta::cli {

namespace {

using snapshot::Kind;
using snapshot::Object;

/// Every line of `text`, each after `lead`.
std::string indented(std::string_view text, std::string_view lead) {
    std::string result;
    const auto clean = printable(text);
    for (std::size_t at = 0; at <= clean.size();) {
        const auto end = std::min(clean.find('\n', at), clean.size());
        result += fmt::format("{}{}\n", lead, clean.substr(at, end - at));
        at = end + 1;
    }
    return result;
}

bool is_long(std::string_view value) {
    return value.find('\n') != std::string_view::npos;
}

/// `name: value`, or the value's lines below the name.
std::string attribute_line(std::string_view name, std::string_view value, std::string_view lead) {
    if (!is_long(value)) return fmt::format("{}{}: {}\n", lead, printable(name), printable(value));
    return fmt::format("{}{}:\n{}", lead, printable(name),
                       indented(value, fmt::format("{}  ", lead)));
}

std::string title(Kind kind, const std::string& identity) {
    return fmt::format("{} {}", to_string(kind), printable(identity));
}

/// ` (3 columns, 1 index)`, or nothing.
std::string count_parts(const std::map<Kind, std::size_t>& parts) {
    std::vector<std::string> counts;
    for (const auto& [kind, count] : parts) {
        const auto name = std::string{to_string(kind)};
        const auto plural = kind == Kind::index    ? std::string{"indexes"}
                            : kind == Kind::policy ? std::string{"policies"}
                                                   : name + "s";
        counts.push_back(count_of(count, name, plural));
    }
    return counts.empty() ? "" : fmt::format(" ({})", join(counts, ", "));
}

void print_objects(std::ostream& stream,
                   const Style& style,
                   const std::vector<Object>& objects,
                   char sign,
                   bool every_one) {
    const auto ink = sign == '+' ? Ink::green : Ink::red;
    std::unordered_map<std::string_view, std::map<Kind, std::size_t>> parts;
    for (const auto& object : objects)
        if (!object.parent.empty()) ++parts[object.parent][object.kind];
    for (const auto& object : every_one ? objects : snapshot::without_parts(objects)) {
        const auto found = parts.find(object.identity);
        const bool counted = !every_one && object.parent.empty() && found != parts.end();
        stream << style(ink, fmt::format("{} {}{}", sign, title(object.kind, object.identity),
                                         counted ? count_parts(found->second) : ""))
               << '\n';
        if (!every_one) continue;
        for (const auto& attribute : object.attributes)
            stream << attribute_line(attribute.name, attribute.value, "    ");
    }
}

void print_change(std::ostream& stream, const Style& style, const snapshot::AttributeChange& one) {
    const bool apart = is_long(one.before.value_or("")) || is_long(one.after.value_or(""));
    if (!apart) {
        stream << fmt::format("    {}: {} -> {}\n", printable(one.name),
                              style(Ink::red, printable(one.before.value_or("(none)"))),
                              style(Ink::green, printable(one.after.value_or("(none)"))));
        return;
    }
    stream << fmt::format("    {}:\n", printable(one.name));
    if (one.before) stream << style(Ink::red, indented(*one.before, "    - "));
    if (one.after) stream << style(Ink::green, indented(*one.after, "    + "));
}

Json object_json(Kind kind,
                 const std::string& identity,
                 const std::string& schema,
                 const std::string& parent) {
    Json result{{"kind", to_string(kind)}, {"identity", identity}};
    if (!schema.empty()) result["schema"] = schema;
    if (!parent.empty()) result["parent"] = parent;
    return result;
}

Json to_json(const std::vector<Object>& objects) {
    auto result = Json::array();
    for (const auto& one : objects) {
        auto object = object_json(one.kind, one.identity, one.schema, one.parent);
        auto attributes = Json::object();
        for (const auto& attribute : one.attributes)
            attributes[attribute.name] = attribute.value;
        object["attributes"] = std::move(attributes);
        result.push_back(std::move(object));
    }
    return result;
}

Json to_json(const std::optional<std::string>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json to_json(const snapshot::ChangedObject& one) {
    auto object = object_json(one.kind, one.identity, one.schema, one.parent);
    auto attributes = Json::array();
    for (const auto& change : one.attributes)
        attributes.push_back({{"name", change.name},
                              {"before", to_json(change.before)},
                              {"after", to_json(change.after)}});
    object["attributes"] = std::move(attributes);
    return object;
}

}  // namespace

void print(std::ostream& stream, const snapshot::Snapshot& snapshot) {
    bool first = true;
    for (const auto& object : snapshot.objects) {
        const bool is_part = !object.parent.empty();
        if (!first && !is_part) stream << '\n';
        first = false;
        stream << (is_part ? "  " : "") << title(object.kind, object.identity) << '\n';
        for (const auto& attribute : object.attributes)
            stream << attribute_line(attribute.name, attribute.value, is_part ? "    " : "  ");
    }
}

void print(std::ostream& stream,
           const Style& style,
           const snapshot::Difference& difference,
           bool every_one) {
    print_objects(stream, style, difference.removed, '-', every_one);
    print_objects(stream, style, difference.added, '+', every_one);
    for (const auto& object : difference.changed) {
        stream << style(Ink::yellow, fmt::format("~ {}", title(object.kind, object.identity)))
               << '\n';
        for (const auto& change : object.attributes)
            print_change(stream, style, change);
    }
}

std::string count_differences(const snapshot::Difference& difference) {
    return fmt::format("{} added, {} removed, {} changed", difference.added.size(),
                       difference.removed.size(), difference.changed.size());
}

Json to_json(const snapshot::Difference& difference) {
    auto changed = Json::array();
    for (const auto& one : difference.changed)
        changed.push_back(to_json(one));
    return {{"added", to_json(difference.added)},
            {"removed", to_json(difference.removed)},
            {"changed", std::move(changed)}};
}

}  // namespace pgmeta::cli
