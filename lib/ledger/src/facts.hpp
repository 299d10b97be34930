// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/ledger/ledger.hpp"

#include <string_view>

namespace pgmeta::ledger {

/// What read_facts() asks: the last result of these statements is one row.
std::string_view facts_query();

Facts facts_of(const pg::Result& row);

}  // namespace pgmeta::ledger
