// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/roles/cluster.hpp"
#include "pgmeta/roles/names.hpp"
#include "pgmeta/roles/step.hpp"
#include "pgmeta/roles/wanted.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace pgmeta::roles {

struct Finding {
    std::string id;  ///< kebab-case: role-missing, wrong-attributes, …
    std::string role;
    std::string message;
    bool fixable = false;  ///< `audit --fix` repairs it
};

struct Audit {
    std::vector<Finding> findings;     ///< by role
    std::vector<std::string> unknown;  ///< ids that this session may not look for
};

struct AuditOptions {
    bool client = false;  ///< authenticated_client is wanted even where it is not there
    /// The users that shall be there, with what they shall have.  Disengaged: any member of a base
    /// role is as it should be.
    std::optional<std::vector<UserSpec>> users{};
    std::set<std::string, std::less<>> ignore{};
};

/// What authenticated_client should be, where it is wanted or there: it keeps the timeout it has.
std::optional<ClientRole> client_role(const Cluster& cluster, const RoleNames& names, bool wanted);

/// Compares the cluster with what is configured.  Pure.
Audit audit(const Cluster& cluster, const RoleNames& names, const AuditOptions& options = {});

}  // namespace pgmeta::roles
