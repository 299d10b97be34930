// SPDX-License-Identifier: MIT
#include "pgmeta/engine/rename.hpp"

#include "doubt.hpp"
#include "pgmeta/base/digest.hpp"
#include "pgmeta/base/files.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <vector>

namespace pgmeta::engine {

using ledger::RenamedReference;
using workspace::DeployedChange;
using workspace::ScriptKind;
using workspace::Workspace;

namespace {

/// Digest of a deploy script as it is on disk now; nothing without one.
std::optional<std::string> script_hash(const Workspace& workspace,
                                       std::string_view package,
                                       std::string_view change) {
    const auto* found = workspace.find(package);
    if (found == nullptr || found->name != package) return std::nullopt;
    const auto text = read_file_if_exists(found->script(ScriptKind::deploy, change));
    return text ? std::optional{sha256_hex(*text)} : std::nullopt;
}

class Renaming {
public:
    Renaming(const Target& target,
             const Workspace& workspace,
             const RenamedReference& renamed,
             const Observer& observer)
        : target_{target},
          workspace_{workspace},
          renamed_{renamed},
          observer_{observer},
          connection_{connect(target, "rename")} {}

    RenameReport run(const FileEdit& edit) {
        report_.target = connection_.describe();
        facts_ = ledger::read_facts(connection_);
        if (observer_.connected) observer_.connected(connection_, facts_);
        ledger::refuse_newer(facts_);
        if (facts_.presence == ledger::Presence::absent) {
            edit.commit();
            return report_;
        }
        ledger::begin_locked(connection_, target_.lock_wait, observer_.waiting);
        auto transaction = pg::Transaction::adopt(connection_);
        if (facts_.can_lock)
            ledger::lock_out_pgpm(connection_, target_.lock_wait, observer_.waiting);
        remember();
        edit.commit({}, [&] { write_rows(transaction); });
        return report_;
    }

private:
    /// A row that may get another name or digest, and what its script was before the edit.
    struct Row {
        DeployedChange deployed;
        std::optional<std::string> hash_before;
    };

    [[nodiscard]] bool is_renamed(const DeployedChange& row) const {
        return row.package == renamed_.package &&
               (renamed_.change.empty() || row.change == renamed_.change);
    }

    void remember() {
        for (auto& row : ledger::read(connection_, facts_).changes) {
            const bool taken = renamed_.change.empty() ? row.package == renamed_.new_package
                                                       : row.package == renamed_.new_package &&
                                                             row.change == renamed_.new_change;
            if (taken) {
                throw Error{Fault::conflict, "ledger-name-taken",
                            fmt::format("{} has `{}:{}` deployed already; nothing was renamed",
                                        report_.target, row.package, row.change)};
            }
            auto hash = script_hash(workspace_, row.package, row.change);
            rows_.push_back({std::move(row), std::move(hash)});
        }
    }

    /// The rows as they shall be, now that the files are in place.
    std::vector<ledger::RenamedRow> new_rows() {
        std::vector<ledger::RenamedRow> result;
        std::vector<ledger::Record> records;
        for (const auto& [row, before] : rows_) {
            const bool renamed = is_renamed(row);
            const auto& change =
                renamed && !renamed_.change.empty() ? renamed_.new_change : row.change;
            auto hash = row.script_hash;
            // The scripts lie in the same folder under whatever name the package has.
            const auto after = script_hash(workspace_, row.package, change);
            if (before && after && row.script_hash == *before) hash = *after;
            if (!renamed && hash == row.script_hash) continue;
            ledger::Record record;
            record.package = renamed ? renamed_.new_package : row.package;
            record.change = change;
            record.script_hash = hash;
            records.push_back(record);
            result.push_back({row.change_id, {}, record.package, change, std::move(hash)});
        }
        ledger::assign_change_ids(connection_, facts_, records);
        for (std::size_t i = 0; i < result.size(); ++i)
            result[i].new_id = records[i].change_id;
        return result;
    }

    void write_rows(pg::Transaction& transaction) {
        const auto rows = new_rows();
        for (const auto& statement : ledger::rename_rows(rows, renamed_, facts_.extras_present))
            connection_.query(statement);
        report_.rows = rows.size();
        try {
            transaction.commit();
        } catch (const Error& error) {
            if (error.fault() != Fault::in_doubt) throw;
            std::vector<std::string> ids;
            for (const auto& row : rows)
                ids.push_back(row.new_id);
            settle_doubt(error, target_, ids, observer_);
        }
    }

    const Target& target_;
    const Workspace& workspace_;
    const RenamedReference& renamed_;
    const Observer& observer_;
    pg::Connection connection_;
    ledger::Facts facts_;
    std::vector<Row> rows_;
    RenameReport report_;
};

}  // namespace

RenameReport rename(const Target& target,
                    const Workspace& workspace,
                    const RenamedReference& renamed,
                    const FileEdit& edit,
                    const Observer& observer) {
    return Renaming{target, workspace, renamed, observer}.run(edit);
}

}  // namespace pgmeta::engine
