// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/roles/cluster.hpp"
#include "pgmeta/roles/step.hpp"

#include <span>
#include <string>
#include <vector>

namespace pgmeta::roles {

/// The steps that the cluster still needs, reduced to what differs.  Pure.
///
/// Steps that only take away (revoke_connect) and those about objects are kept while the role is
/// there, since a cluster's value does not tell more.
std::vector<Step> difference(std::span<const Step> wanted, const Cluster& actual);

/// Roles that `wanted` needs and the cluster lacks, each once.
std::vector<std::string> missing_roles(std::span<const Step> wanted, const Cluster& actual);

}  // namespace pgmeta::roles
