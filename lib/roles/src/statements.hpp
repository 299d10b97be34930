// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/roles/step.hpp"

#include <string>

namespace pgmeta::roles {

/// The step as PL/pgSQL statements inside the block of sql.cpp, which declares `changes`,
/// `grantor`, `made` (roles the block made) and `done` (what it did, in words).
std::string statements(const Step& step);

}  // namespace pgmeta::roles
