// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/base/digest_cache.hpp"
#include "pgmeta/graph/diff.hpp"
#include "pgmeta/sqltext/script.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::engine {

/// A script, ready to be sent.
struct LoadedScript {
    std::string shown;           ///< its path, as shown in messages
    std::string hash;            ///< SHA-256 of the file's bytes
    std::string token_digest;    ///< of deploy scripts
    bool reads_ledger = false;   ///< it names pgpm's schema: rows of what it requires must be there
    bool keeps_session = false;  ///< all its statements do
    bool makes_event_trigger = false;  ///< it may: it holds the words
    bool closes_cursors = false;       ///< it may hold a CLOSE ALL, which also closes ours
    sqltext::Sendable sendable;

    /// Entries of the server's lock table that its statements are likely to need.
    [[nodiscard]] std::int64_t locks() const;

    /// Line and column of a byte of the script.
    [[nodiscard]] Location place(std::size_t offset) const;
    [[nodiscard]] std::string line(std::size_t offset) const;
};

using ScriptPointer = std::shared_ptr<const LoadedScript>;

sqltext::Use use_of(workspace::ScriptKind kind);

/// Makes text sendable and reports what must not be sent.  Null when there were errors.
ScriptPointer load_text(std::string text,
                        std::string shown,
                        sqltext::Use use,
                        bool refuse_transaction_control,
                        Diagnostics& problems);

/// Reads a change's script and reports a missing or empty file, and what must not be sent.
ScriptPointer load_script(const workspace::Package& package,
                          const workspace::Change& change,
                          workspace::ScriptKind kind,
                          bool refuse_transaction_control,
                          Diagnostics& problems);

/// As load_script, of a file that has been read.
ScriptPointer load_read(const workspace::Package& package,
                        const workspace::Change& change,
                        workspace::ScriptKind kind,
                        std::string text,
                        bool refuse_transaction_control,
                        Diagnostics& problems);

/// Gives the digests of the workspace's deploy scripts as they are now, from memory where nothing
/// changed since.
class DeployDigests {
public:
    explicit DeployDigests(const workspace::Workspace& workspace) : cache_{workspace.root} {}

    ~DeployDigests() { cache_.save(); }

    DeployDigests(const DeployDigests&) = delete;
    DeployDigests& operator=(const DeployDigests&) = delete;

    /// SHA-256 of the deploy script; empty when there is none.
    std::string operator()(const workspace::Package& package, const workspace::Change& change);

private:
    DigestCache cache_;
};

/// The rows of changes whose scripts are others now.
std::vector<workspace::DeployedChange*> modified_rows(const graph::Difference& difference,
                                                      workspace::Deployed& deployed);

/// True when the ledger can keep these bytes as text.
bool is_storable(std::string_view text);

/// The bytes of a script to be kept in the ledger; empty when missing or not storable as text.
std::string storable_script(const workspace::Package& package,
                            const workspace::Change& change,
                            workspace::ScriptKind kind);

}  // namespace pgmeta::engine
