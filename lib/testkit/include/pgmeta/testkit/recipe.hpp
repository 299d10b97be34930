// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/workspace/deployed.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

// What a prepared database holds, and the fingerprint by which it is found again.

namespace pgmeta::testkit {

/// What to deploy into a prepared database.
struct Recipe {
    std::vector<workspace::Selection> roots;  ///< with what they need; empty: every package
    /// Besides those that the packages need; created after everything is deployed.
    std::vector<std::string> extensions{};
    bool verify = true;
};

/// What of a server decides the outcome of a deployment.
struct Server {
    int version = 0;                ///< server_version_num
    std::string user;               ///< owns what is deployed
    std::string database_defaults;  ///< encoding and locale of new databases
    std::map<std::string, std::string, std::less<>> extensions{};  ///< name → default version
};

/// A recipe resolved to what it means now.
struct Content {
    std::string fingerprint;            ///< 64 hex digits; equal when nothing that matters differs
    std::string ledger;                 ///< ledger_digest() of the database when all is deployed
    std::vector<std::string> packages;  ///< in deployment order
    std::vector<std::string> extensions;  ///< external ones, the recipe's own last
};

/// The external extensions that `recipe` needs, its own last.
std::vector<std::string> extensions_of(const workspace::Workspace& workspace, const Recipe& recipe);

/// Resolves `recipe`: package versions, order, requirements and digests of all scripts, extensions
/// with their versions, the server and the settings.  Reads every script once.
Content content_of(const workspace::Workspace& workspace,
                   const Recipe& recipe,
                   const Server& server);

/// Digest of which changes are deployed, from which scripts; the order does not matter.
std::string ledger_digest(const workspace::Deployed& deployed);

}  // namespace pgmeta::testkit
