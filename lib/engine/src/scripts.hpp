// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/sqltext/script.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace pgmeta::engine {

/// A script, ready to be sent.
struct LoadedScript {
    std::string shown;            ///< its path, as shown in messages
    std::string hash;             ///< SHA-256 of the file's bytes
    std::string token_digest;     ///< of deploy scripts
    bool closes_cursors = false;  ///< it may hold a CLOSE ALL, which also closes ours
    sqltext::Sendable sendable;

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

/// SHA-256 of the deploy script as it is now; empty when there is none.
std::string deploy_hash(const workspace::Package& package, const workspace::Change& change);

/// The bytes of a script to be kept in the ledger; empty when missing or not storable as text.
std::string storable_script(const workspace::Package& package,
                            const workspace::Change& change,
                            workspace::ScriptKind kind);

}  // namespace pgmeta::engine
