// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/snapshot/snapshot.hpp"

#include <string>
#include <vector>

namespace pgmeta::testkit {

/// A statement that takes something away, and what it does in words.
struct Mutation {
    std::string sql;
    std::string words;  ///< `table app.users is dropped`
};

/// The ways to damage an object: drop it, take privileges, row security or NOT NULL off it.  Empty
/// for kinds that are left alone.
std::vector<Mutation> mutations_of(const snapshot::Object& object);

}  // namespace pgmeta::testkit
