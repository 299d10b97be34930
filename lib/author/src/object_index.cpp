// SPDX-License-Identifier: MIT
#include "object_index.hpp"

#include "package_files.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::author {

using graph::ResolvedChange;
using sqltext::Deed;
using sqltext::Mention;
using sqltext::ObjectKind;
using workspace::ScriptKind;

namespace {

/// Tables, sequences and types share a name space: a table's name is a type too.
std::string_view name_space(ObjectKind kind) {
    return kind == ObjectKind::type ? "relation" : to_string(kind);
}

bool has_no_schema(ObjectKind kind) {
    return kind == ObjectKind::schema || kind == ObjectKind::extension || kind == ObjectKind::role;
}

std::string spelled(ObjectKind kind,
                    std::string_view schema,
                    std::string_view name,
                    std::string_view part) {
    return fmt::format("{}\n{}\n{}\n{}", name_space(kind), schema, name, part);
}

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Keys of a mention wherever its object may live, with the schemas and relation it is part of.
void collect(const Mention& mention, std::set<std::string>& keys) {
    for (const auto& schema : candidate_schemas(mention)) {
        keys.insert(key_of(mention, schema));
        if (!schema.empty()) keys.insert(spelled(ObjectKind::schema, {}, schema, {}));
        if (!mention.part.empty())
            keys.insert(spelled(ObjectKind::relation, schema, mention.name, {}));
    }
}

/// Words outside of comment lines.
void collect_words(std::string_view sql, std::set<std::string>& words) {
    for (std::size_t begin = 0; begin < sql.size();) {
        const auto end = std::min(sql.find('\n', begin), sql.size());
        auto line = sql.substr(begin, end - begin);
        begin = end + 1;
        if (trim(line).starts_with("--")) continue;
        while (!line.empty()) {
            const auto* const stop = std::find_if_not(line.begin(), line.end(), is_word);
            const auto length = static_cast<std::size_t>(stop - line.begin());
            if (length != 0) words.emplace(line.substr(0, length));
            line.remove_prefix(std::max<std::size_t>(length, 1));
        }
    }
}

}  // namespace

std::vector<std::string> candidate_schemas(const Mention& mention) {
    if (has_no_schema(mention.kind)) return {{}};
    return mention.schemas;
}

std::string key_of(const Mention& mention, std::string_view schema) {
    return spelled(mention.kind, schema, mention.name, mention.part);
}

ObjectIndex::ObjectIndex(const workspace::Workspace& workspace) {
    for (const auto& package : workspace.packages) {
        auto& entries = entries_[package.get()];
        entries.reserve(package->plan.changes.size());
        for (std::size_t i = 0; i < package->plan.changes.size(); ++i) {
            auto& entry = entries.emplace_back();
            const auto sql = read_file_if_exists(
                package->script(ScriptKind::deploy, package->plan.changes[i].name));
            if (!sql) continue;
            entry.mentions = sqltext::mentions_of(*sql);
            std::set<std::string> made;
            for (const auto& mention : entry.mentions.all) {
                if (mention.deed == Deed::uses) continue;
                entry.names.insert(mention.part.empty() ? mention.name : mention.part);
                for (const auto& schema : candidate_schemas(mention)) {
                    const auto key = key_of(mention, schema);
                    entry.touched.insert(key);
                    // A table that gets a key, a policy or a column is another one afterwards.
                    if (!mention.part.empty())
                        entry.touched.insert(
                            spelled(ObjectKind::relation, schema, mention.name, {}));
                    if (mention.deed == Deed::makes && made.insert(key).second)
                        makers_[key].push_back({package.get(), i});
                }
            }
        }
    }
}

const sqltext::Mentions& ObjectIndex::mentions(const ResolvedChange& change) const {
    return entries_.at(change.package)[change.change].mentions;
}

const std::vector<ResolvedChange>* ObjectIndex::makers(const std::string& key) const {
    const auto found = makers_.find(key);
    return found == makers_.end() ? nullptr : &found->second;
}

bool ObjectIndex::may_make_more(const ResolvedChange& change) const {
    return mentions(change).may_make_more;
}

bool ObjectIndex::nothing_of(const ResolvedChange& change, const Needs& needs) const {
    const auto& entry = entries_.at(change.package)[change.change];
    const auto is_in = [](const auto& some, const auto& others) {
        return std::any_of(some.begin(), some.end(),
                           [&](const auto& one) { return others.count(one) != 0; });
    };
    return !is_in(entry.touched, needs.keys) && !is_in(entry.names, needs.words);
}

bool ObjectIndex::makes_nothing(const ResolvedChange& change) const {
    return entries_.at(change.package)[change.change].touched.empty();
}

const Needs& ObjectIndex::needs(const ResolvedChange& change) {
    auto& entry = entries_.at(change.package)[change.change];
    if (entry.needs) return *entry.needs;
    auto& needs = entry.needs.emplace();
    for (const auto& mention : entry.mentions.all)
        collect(mention, needs.keys);
    for (const auto kind : script_kinds) {
        const auto sql = read_file_if_exists(
            change.package->script(kind, change.package->plan.changes[change.change].name));
        if (!sql) continue;
        collect_words(*sql, needs.words);
        if (kind == ScriptKind::deploy) continue;
        for (const auto& mention : sqltext::mentions_of(*sql).all)
            collect(mention, needs.keys);
    }
    return needs;
}

Location ObjectIndex::place(const ResolvedChange& change, std::size_t offset) {
    const auto& name = change.package->plan.changes[change.change].name;
    const auto sql = read_file_if_exists(change.package->script(ScriptKind::deploy, name));
    const auto at = sql ? line_column(*sql, offset) : LineColumn{};
    return {change.package->shown_script(ScriptKind::deploy, name), at.line, at.column};
}

}  // namespace pgmeta::author
