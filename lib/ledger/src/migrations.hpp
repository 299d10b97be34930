// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace pgmeta::ledger {

/// A file of migrations/, embedded at build time.
struct Migration {
    std::string_view name;
    std::string_view text;
};

std::span<const Migration> migrations();

}  // namespace pgmeta::ledger
