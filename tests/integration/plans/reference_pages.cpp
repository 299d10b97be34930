// SPDX-License-Identifier: MIT
#include "reference_pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <tuple>

namespace pgmeta::test {

namespace {

using snapshot::Kind;
using snapshot::Object;

std::string text_of(const Object& object, std::string_view attribute) {
    const auto* value = object.find(attribute);
    return value == nullptr ? std::string{} : *value;
}

/// Text for a cell of a table: one line, bars escaped.
std::string cell(std::string text) {
    std::string result;
    for (const char c : text) {
        if (c == '|') result += '\\';
        result += c == '\n' ? ' ' : c;
    }
    return result;
}

/// As code, unless it is empty.
std::string code(const std::string& text) {
    return text.empty() ? text : fmt::format("`{}`", cell(text));
}

/// `email` of the column `auth.users.email`, `audit` of the trigger `audit on auth.users`.
std::string own_name(const Object& object) {
    const auto& [name, parent] = std::tie(object.identity, object.parent);
    if (name.starts_with(parent + ".")) return name.substr(parent.size() + 1);
    if (name.ends_with(" on " + parent)) return name.substr(0, name.size() - parent.size() - 4);
    return name;
}

std::string default_of(const Object& column) {
    if (const auto* generated = column.find("generated")) return *generated;
    if (const auto* identity = column.find("identity")) return *identity;
    return text_of(column, "default");
}

std::vector<const Object*> parts(const PackageObjects& package,
                                 Kind kind,
                                 std::string_view parent) {
    std::vector<const Object*> result;
    for (const auto& object : package.objects)
        if (object.kind == kind && object.parent == parent) result.push_back(&object);
    return result;
}

void add_columns(std::string& page, const PackageObjects& package, const Object& relation) {
    const auto columns = parts(package, Kind::column, relation.identity);
    if (columns.empty()) return;
    page += "\n| column | type | not null | default | meaning |\n| --- | --- | --- | --- | --- |\n";
    for (const auto* column : columns)
        page += fmt::format("| `{}` | {} | {} | {} | {} |\n", own_name(*column),
                            code(text_of(*column, "type")), text_of(*column, "not null"),
                            code(default_of(*column)), cell(text_of(*column, "comment")));
}

void add_list(std::string& page,
              const PackageObjects& package,
              const Object& parent,
              Kind kind,
              std::string_view attribute) {
    for (const auto* object : parts(package, kind, parent.identity)) {
        const auto detail = text_of(*object, attribute);
        const auto comment = text_of(*object, "comment");
        page += fmt::format("\n- {} `{}`{}{}", to_string(kind), own_name(*object),
                            detail.empty() ? "" : fmt::format(": `{}`", detail),
                            comment.empty() ? "" : fmt::format(". {}", cell(comment)));
    }
}

void add_relation(std::string& page, const PackageObjects& package, const Object& relation) {
    page += fmt::format("\n### {} `{}`\n\n{}\n", to_string(relation.kind), relation.identity,
                        text_of(relation, "comment"));
    if (relation.find("row security") != nullptr) {
        page += relation.find("row security for the owner") != nullptr
                    ? "\nRow level security holds for its owner, too.\n"
                    : "\nRow level security holds for everybody but its owner.\n";
    }
    add_columns(page, package, relation);
    std::string details;
    add_list(details, package, relation, Kind::constraint, "definition");
    add_list(details, package, relation, Kind::index, "definition");
    add_list(details, package, relation, Kind::policy, "command");
    add_list(details, package, relation, Kind::trigger, "");
    if (!details.empty()) page += details + "\n";
}

void add_type(std::string& page, const PackageObjects& package, const Object& type) {
    page += fmt::format("\n### {} `{}`\n\n{}\n", to_string(type.kind), type.identity,
                        text_of(type, "comment"));
    if (const auto* base = type.find("base type"))
        page += fmt::format("\nBase type: `{}`\n", *base);
    if (const auto* labels = type.find("labels")) page += fmt::format("\nLabels: {}\n", *labels);
    add_columns(page, package, type);
    std::string details;
    add_list(details, package, type, Kind::constraint, "definition");
    if (!details.empty()) page += details + "\n";
}

void add_function(std::string& page, const Object& function) {
    const auto name = function.identity.substr(0, function.identity.find('('));
    page += fmt::format("\n### {} `{}({})`\n\n{}\n", to_string(function.kind), name,
                        text_of(function, "arguments"), text_of(function, "comment"));
    std::string facts = fmt::format("\nReturns `{}`", text_of(function, "returns"));
    if (function.find("security") != nullptr) facts += "; runs with the rights of its owner";
    page += facts + ".\n";
}

/// What other packages' relations got: a foreign key, a trigger, a policy.
void add_additions(std::string& page, const PackageObjects& package) {
    std::string lines;
    for (const auto& object : package.objects) {
        if (object.parent.empty()) continue;
        const bool own = std::any_of(
            package.objects.begin(), package.objects.end(), [&](const Object& candidate) {
                return candidate.parent.empty() && candidate.identity == object.parent;
            });
        if (own) continue;
        const auto comment = text_of(object, "comment");
        lines += fmt::format("- {} `{}`{}\n", to_string(object.kind), object.identity,
                             comment.empty() ? "" : ": " + cell(comment));
    }
    if (!lines.empty()) page += "\n## Added to objects of other packages\n\n" + lines;
}

template <typename Add>
void add_section(std::string& page,
                 const PackageObjects& package,
                 std::string_view heading,
                 std::span<const Kind> kinds,
                 const Add& add) {
    std::string section;
    for (const auto& object : package.objects)
        if (std::find(kinds.begin(), kinds.end(), object.kind) != kinds.end()) add(section, object);
    if (!section.empty()) page += fmt::format("\n## {}\n{}", heading, section);
}

/// What is counted of a package.
struct Counts {
    std::size_t changes = 0;
    std::size_t tables = 0;
    std::size_t views = 0;
    std::size_t policies = 0;
    std::size_t functions = 0;

    Counts& operator+=(const Counts& other) {
        changes += other.changes;
        tables += other.tables;
        views += other.views;
        policies += other.policies;
        functions += other.functions;
        return *this;
    }

    [[nodiscard]] std::string cells() const {
        return fmt::format("{} | {} | {} | {} | {} |", changes, tables, views, policies, functions);
    }
};

Counts count(const PackageObjects& package) {
    const auto of = [&](Kind kind) {
        return static_cast<std::size_t>(
            std::count_if(package.objects.begin(), package.objects.end(),
                          [kind](const Object& object) { return object.kind == kind; }));
    };
    return {package.changes, of(Kind::table), of(Kind::view) + of(Kind::materialized_view),
            of(Kind::policy), of(Kind::function) + of(Kind::procedure)};
}

constexpr std::string_view columns =
    " | changes | tables | views | policies | functions |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: |\n";

}  // namespace

std::string package_page(const PackageObjects& package) {
    std::string page = fmt::format(
        "# {0}\n\nWritten by `ShippedPackages.ArePagesOfTheReference` with `PGMETA_UPDATE=1`, from "
        "the catalog of a database that the\npackage was deployed to. What it is for and how it is "
        "used: [README.md](../../../packages/{0}/README.md).\n",
        package.name);
    constexpr std::array schemas{Kind::extension, Kind::schema};
    constexpr std::array types{Kind::enumeration, Kind::domain, Kind::type};
    constexpr std::array tables{Kind::table};
    constexpr std::array views{Kind::view, Kind::materialized_view};
    constexpr std::array functions{Kind::function, Kind::procedure, Kind::aggregate};
    add_section(page, package, "Schemas and extensions", schemas,
                [](std::string& section, const Object& object) {
                    const auto comment = text_of(object, "comment");
                    section +=
                        fmt::format("\n- {} `{}`{}\n", to_string(object.kind), object.identity,
                                    comment.empty() ? "" : ": " + cell(comment));
                });
    const auto relation = [&](std::string& section, const Object& object) {
        add_relation(section, package, object);
    };
    add_section(page, package, "Types", types, [&](std::string& section, const Object& object) {
        add_type(section, package, object);
    });
    add_section(page, package, "Tables", tables, relation);
    add_section(page, package, "Views", views, relation);
    add_section(page, package, "Functions", functions, add_function);
    add_additions(page, package);
    if (package.objects.empty()) page += "\nIt brings no objects of the database's own.\n";
    return page;
}

std::string counts_page(const std::vector<PackageObjects>& packages,
                        const std::map<std::string, std::vector<std::string>>& plans) {
    std::string page =
        "# Packages that pgmeta ships\n\nWritten by `ShippedPackages.ArePagesOfTheReference` with "
        "`PGMETA_UPDATE=1`, from the catalog of a database that\nthey were deployed to. In deployment "
        "order; what an extension brings is not counted.\n\n| package";
    page += columns;
    std::map<std::string, Counts> by_name;
    for (const auto& package : packages) {
        by_name[package.name] = count(package);
        page += fmt::format("| [{0}](packages/{0}.md) | {1}\n", package.name,
                            by_name[package.name].cells());
    }
    page += "\n## Deployment plans\n\nWith what their packages need.\n\n| plan";
    page += columns;
    for (const auto& [plan, names] : plans) {
        Counts total;
        for (const auto& name : names)
            total += by_name[name];
        page += fmt::format("| [{0}](../../plans/{0}.yaml), {1} packages | {2}\n", plan,
                            names.size(), total.cells());
    }
    return page;
}

}  // namespace pgmeta::test
