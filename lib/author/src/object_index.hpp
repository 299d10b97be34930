// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/graph/order.hpp"
#include "pgmeta/sqltext/mentions.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace pgmeta::author {

/// Where the object of a mention may live; one empty name for kinds that live in no schema.
std::vector<std::string> candidate_schemas(const sqltext::Mention& mention);

/// An object, as a key of maps.
std::string key_of(const sqltext::Mention& mention, std::string_view schema);

/// What scripts mention.
struct Needs {
    std::set<std::string> keys;   ///< objects, and the schemas and relations they are part of
    std::set<std::string> words;  ///< all words outside comment lines: names in literals too
};

/// What every change of a workspace makes, changes and uses.
class ObjectIndex {
public:
    explicit ObjectIndex(const workspace::Workspace& workspace);

    /// What the deploy script mentions, in the script's order.
    [[nodiscard]] const sqltext::Mentions& mentions(const graph::ResolvedChange& change) const;

    /// The changes that make an object; null when none is known to.
    [[nodiscard]] const std::vector<graph::ResolvedChange>* makers(const std::string& key) const;

    /// True when a change's script may do more than can be read.
    [[nodiscard]] bool may_make_more(const graph::ResolvedChange& change) const;

    /// True when a change makes and changes nothing: it stands for an order only.
    [[nodiscard]] bool makes_nothing(const graph::ResolvedChange& change) const;

    /// True when nothing of what a change makes or changes is in `needs`.
    [[nodiscard]] bool nothing_of(const graph::ResolvedChange& change, const Needs& needs) const;

    /// What a change's three scripts mention: deploying, reverting and verifying.  Read once.
    const Needs& needs(const graph::ResolvedChange& change);

    /// A place in the deploy script.
    [[nodiscard]] static Location place(const graph::ResolvedChange& change, std::size_t offset);

private:
    struct Entry {
        sqltext::Mentions mentions;
        std::set<std::string> touched;  ///< keys of what it makes or changes
        std::set<std::string> names;    ///< the same as names alone
        std::optional<Needs> needs;
    };

    std::unordered_map<const workspace::Package*, std::vector<Entry>> entries_;
    std::unordered_map<std::string, std::vector<graph::ResolvedChange>> makers_;
};

}  // namespace pgmeta::author
