// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace pgmeta::sqltext {

/// The words that tell what a statement does.
enum class Keyword : std::uint8_t {
    none,
    abort, all, alter, and_, as, atomic, begin, bigserial, by, case_, chain, cluster,
    column, comment, commit, concurrently, connect, constraint, copy, create, create_slot,
    database, detach, discard, drop, end, exclude, false_, foreign, from, function,
    global, identity, index, local, materialized, no, off, on, or_, owner, partition,
    policy, prepare, prepared, primary, procedure, recursive, reindex, release, replace,
    rollback, rule, savepoint, schema, sequence, serial, serial2, serial4, serial8, set,
    smallserial, start, stdin, stdout, subscription, system, table, tablespace, temp,
    temporary, to, transaction, trigger, unique, unlogged, vacuum, verbose, view, work,
};

/// The key word that `word` spells in any case, or none.
Keyword keyword_of(std::string_view word);

}  // namespace pgmeta::sqltext
