// SPDX-License-Identifier: MIT
#include "pgmeta/snapshot/compare.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace pgmeta::snapshot {

namespace {

using Pointers = std::vector<const Object*>;

auto key_of(const Object& object) {
    return std::tie(object.kind, object.identity);
}

/// Objects by kind and identity.
Pointers by_key(const Snapshot& snapshot) {
    Pointers result;
    result.reserve(snapshot.objects.size());
    for (const auto& object : snapshot.objects)
        result.push_back(&object);
    std::sort(result.begin(), result.end(),
              [](const auto* a, const auto* b) { return key_of(*a) < key_of(*b); });
    return result;
}

struct Pair {
    const Object* before;  ///< null: added
    const Object* after;   ///< null: removed
};

std::vector<Pair> match(const Snapshot& before, const Snapshot& after) {
    const auto left = by_key(before);
    const auto right = by_key(after);
    std::vector<Pair> pairs;
    auto a = left.begin();
    auto b = right.begin();
    while (a != left.end() || b != right.end()) {
        if (b == right.end() || (a != left.end() && key_of(**a) < key_of(**b))) {
            pairs.push_back({*a++, nullptr});
        } else if (a == left.end() || key_of(**b) < key_of(**a)) {
            pairs.push_back({nullptr, *b++});
        } else {
            pairs.push_back({*a++, *b++});
        }
    }
    return pairs;
}

/// Positions of the columns that both sides have, counted among those only.
class CommonColumns {
public:
    CommonColumns(const std::vector<Pair>& pairs, const Object* Pair::*side) {
        std::unordered_map<std::string_view, std::vector<Column>> tables;
        for (const auto& pair : pairs) {
            if (pair.before == nullptr || pair.after == nullptr) continue;
            const auto& object = *(pair.*side);
            if (object.kind != Kind::column) continue;
            tables[object.parent].push_back({number(object.find("position")), &object});
        }
        for (auto& table : tables)
            rank(table.second);
    }

    [[nodiscard]] int position(const Object& column) const { return ranks_.at(&column); }

private:
    struct Column {
        int position;
        const Object* object;
    };

    static int number(const std::string* text) {
        int result = 0;
        if (text != nullptr) std::from_chars(text->data(), text->data() + text->size(), result);
        return result;
    }

    void rank(std::vector<Column>& columns) {
        std::stable_sort(columns.begin(), columns.end(),
                         [](const Column& a, const Column& b) { return a.position < b.position; });
        int next = 0;
        for (const auto& column : columns)
            ranks_.emplace(column.object, ++next);
    }

    std::unordered_map<const Object*, int> ranks_;
};

std::optional<std::string> value_of(const Object& object, std::string_view name) {
    const auto* value = object.find(name);
    if (value == nullptr) return std::nullopt;
    return *value;
}

/// Attributes that differ: those of `before` in its order, then those only `after` has.
std::vector<AttributeChange> changes(const Object& before, const Object& after) {
    std::vector<AttributeChange> result;
    for (const auto& attribute : before.attributes) {
        auto now = value_of(after, attribute.name);
        if (now != attribute.value)
            result.push_back({attribute.name, attribute.value, std::move(now)});
    }
    for (const auto& attribute : after.attributes)
        if (before.find(attribute.name) == nullptr)
            result.push_back({attribute.name, std::nullopt, attribute.value});
    return result;
}

/// The objects of `side` that have no partner, in the snapshot's order.
std::vector<Object> unmatched(const Snapshot& snapshot,
                              const std::vector<Pair>& pairs,
                              const Object* Pair::*side,
                              const Object* Pair::*other) {
    std::unordered_set<const Object*> alone;
    for (const auto& pair : pairs)
        if (pair.*other == nullptr) alone.insert(pair.*side);
    std::vector<Object> result;
    for (const auto& object : snapshot.objects)
        if (alone.contains(&object)) result.push_back(object);
    return result;
}

}  // namespace

Difference compare(const Snapshot& before, const Snapshot& after) {
    const auto pairs = match(before, after);
    const CommonColumns old_columns{pairs, &Pair::before};
    const CommonColumns new_columns{pairs, &Pair::after};

    std::unordered_map<const Object*, ChangedObject> changed;
    for (const auto& [old, now] : pairs) {
        if (old == nullptr || now == nullptr) continue;
        auto differing = changes(*old, *now);
        if (old->kind == Kind::column && old_columns.position(*old) == new_columns.position(*now))
            std::erase_if(differing, [](const auto& one) { return one.name == "position"; });
        if (differing.empty()) continue;
        changed.emplace(now, ChangedObject{now->kind, now->identity, now->schema, now->parent,
                                           std::move(differing)});
    }

    Difference result;
    result.removed = unmatched(before, pairs, &Pair::before, &Pair::after);
    result.added = unmatched(after, pairs, &Pair::after, &Pair::before);
    for (const auto& object : after.objects)
        if (const auto found = changed.find(&object); found != changed.end())
            result.changed.push_back(std::move(found->second));
    return result;
}

std::vector<Object> without_parts(const std::vector<Object>& objects) {
    std::unordered_set<std::string_view> roots;
    for (const auto& object : objects)
        if (object.parent.empty()) roots.insert(object.identity);
    std::vector<Object> result;
    for (const auto& object : objects)
        if (object.parent.empty() || !roots.contains(object.parent)) result.push_back(object);
    return result;
}

}  // namespace pgmeta::snapshot
