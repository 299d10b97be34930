// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace pgmeta::test {

/// SQL about roles as pgpm makes it with useLocks: its advisory key, which other databases do not
/// see, no retry, and attributes that are altered every time.
struct PgpmSql {
    std::string bootstrap;
    std::string add;
    std::string remove;

    /// Of pgpm itself where PGMETA_INTERCHANGE_MODULES names its folder, else of the same kind.
    static PgpmSql of(const std::string& user);
};

}  // namespace pgmeta::test
