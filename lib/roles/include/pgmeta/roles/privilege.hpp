// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/roles/cluster.hpp"
#include "pgmeta/roles/step.hpp"

#include <span>
#include <string>
#include <vector>

namespace pgmeta::roles {

/// What each step needs that the session's role lacks, a sentence each, by the rules of the
/// server's version (before 16: CREATEROLE and superuser; from 16 on: CREATEROLE, ADMIN OPTION and
/// the attribute itself).  Pure.
std::vector<std::string> lacking_privileges(std::span<const Step> steps, const Cluster& cluster);

}  // namespace pgmeta::roles
