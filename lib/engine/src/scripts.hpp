// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/base/digest_cache.hpp"
#include "pgmeta/engine/run.hpp"
#include "pgmeta/graph/diff.hpp"
#include "pgmeta/sqltext/script.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <atomic>
#include <filesystem>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pgmeta::engine {

/// A script, ready to be sent.
struct LoadedScript {
    std::string shown;           ///< its path, as shown in messages
    std::string hash;            ///< SHA-256 of the file's bytes
    std::string token_digest;    ///< of deploy scripts
    bool reads_ledger = false;   ///< it names pgpm's schema: rows of what it requires must be there
    bool keeps_session = false;  ///< all its statements do
    bool brief = false;          ///< and none takes the longer the more rows there are
    bool makes_event_trigger = false;  ///< it may: it holds the words
    bool closes_cursors = false;       ///< it may hold a CLOSE ALL, which also closes ours
    sqltext::Sendable sendable;

    /// What it takes in memory.
    [[nodiscard]] std::size_t bytes() const;

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

/// Bytes of scripts that a run keeps in memory from its beginning.
constexpr std::size_t most_kept = std::size_t{32} << 20U;

/// How many scripts are read before the first of them is looked at: few of large ones.
class Window {
public:
    [[nodiscard]] std::size_t size() const { return size_; }

    /// What it held last.
    void held(std::size_t bytes);

private:
    static constexpr std::size_t smallest = 16;
    std::size_t size_ = smallest;
};

/// The scripts of a change are others than those that were checked ("script-changed",
/// Fault::conflict).
Error script_changed(const ChangeRef& change);

/// Tells whether the workspace's deploy scripts are those that were deployed, from memory where
/// nothing changed since.
///
/// Looks at the files in a thread of its own, from the beginning: meanwhile the caller may wait for
/// the server.  Whoever asks helps it.
class DeployDigests {
public:
    DeployDigests(const workspace::Workspace& workspace,
                  std::span<const workspace::Selection> packages);
    ~DeployDigests();
    DeployDigests(const DeployDigests&) = delete;
    DeployDigests& operator=(const DeployDigests&) = delete;

    /// Whether `hash` is the SHA-256 of the deploy script; false when there is none.
    bool operator()(const workspace::Package& package,
                    const workspace::Change& change,
                    std::string_view hash);

    /// How many changes the packages have.
    [[nodiscard]] std::size_t size() const { return size_; }

    /// Forgets what was seen so far.
    void forget();

private:
    /// By place in the plan; null where nothing is remembered.
    using Seen = std::vector<const Sha256Bytes*>;

    /// Some changes of a package, for one thread to look at.
    struct Share {
        const workspace::Package* package;
        std::size_t first;
        std::size_t end;
        Seen* seen;
        std::size_t place;  ///< of the first, among all
    };

    void look();
    void look_at(const Share& share, DigestCache::View& view);
    void stop();
    DigestCache& cache();

    std::filesystem::path root_;
    std::once_flag opened_;
    std::optional<DigestCache> cache_;
    std::unordered_map<const workspace::Package*, Seen> seen_;
    std::vector<Share> shares_;
    std::atomic<std::size_t> next_{0};  ///< of shares_, that nobody looks at yet
    std::size_t size_ = 0;
    std::future<void> looking_;
};

/// The rows of changes whose scripts are others now.
std::vector<workspace::DeployedChange*> modified_rows(const graph::Difference& difference,
                                                      workspace::Deployed& deployed);

}  // namespace pgmeta::engine
