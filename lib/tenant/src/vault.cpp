// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/vault.hpp"

#include "fields.hpp"
#include "translate.hpp"

#include <fmt/format.h>

#include <array>
#include <functional>

namespace pgmeta::tenant {

namespace {

/// A row as it is stored.
struct Row {
    std::optional<std::string> wrapped_mk;
    std::optional<std::string> wrap_iv;
    std::string kek_id;
    std::optional<std::string> recovery_wrapped_mk;
    std::optional<std::string> recovery_iv;
    bool zero_knowledge = false;
    Timestamp created_at;
    std::optional<Timestamp> rotated_at;
    std::optional<Timestamp> recovery_set_at;
};

template <typename Visit>
void each_field(Row& r, Visit&& visit) {
    visit("wrapped_mk", r.wrapped_mk, plain);
    visit("wrap_iv", r.wrap_iv, plain);
    visit("kek_id", r.kek_id, plain);
    visit("recovery_wrapped_mk", r.recovery_wrapped_mk, plain);
    visit("recovery_iv", r.recovery_iv, plain);
    visit("zero_knowledge", r.zero_knowledge, plain);
    visit("created_at", r.created_at, plain);
    visit("rotated_at", r.rotated_at, plain);
    visit("recovery_set_at", r.recovery_set_at, plain);
}

/// The user's rows in one transaction; whatever is refused in it is logged after it.
class OwnRows {
public:
    OwnRows(pg::Statements& statements, std::string_view user, const VaultRequest& request)
        : statements_{statements},
          user_{checked_text("user", user, Kind{.filled = true})},
          request_{request} {}

    pg::Result run(std::string_view sql, pg::Parameters parameters) {
        const std::array settings{pg::LocalSetting{"app.current_user_id", user_}};
        parameters.insert(parameters.begin(), user_);
        try {
            return statements_.run(sql, parameters, settings);
        } catch (const Error& error) {
            throw translate(error);
        }
    }

    std::optional<Row> find(bool lock) {
        const auto sql = fmt::format("SELECT {} FROM auth.encryption_vaults WHERE user_id = $1{}",
                                     columns_of<Row>(), lock ? " FOR UPDATE" : "");
        return first_of<Row>(run(sql, {}));
    }

    void log(const char* action, int status) {
        run("INSERT INTO auth.encryption_vault_audit"
            " (user_id, action, ip_address, user_agent, context, status)"
            " VALUES ($1, $2, $3, $4, $5, $6)",
            {action, encode("ip_address", request_.ip_address, plain),
             encode("user_agent", request_.user_agent, plain),
             encode("context", request_.context, plain), std::to_string(status)});
    }

    [[nodiscard]] pg::Connection& connection() const { return statements_.connection(); }

private:
    pg::Statements& statements_;
    std::string user_;
    const VaultRequest& request_;
};

/// What is refused, as the audit log has it.
struct Refusal {
    Error error;
    const char* action;
    int status;
};

using Refused = std::optional<Refusal>;

Refusal not_found(const char* action) {
    return {Error{Fault::usage, "vault-not-found", "the user has no vault"}, action, 404};
}

Refusal zero_knowledge(const char* action) {
    return {Error{Fault::conflict, "vault-zero-knowledge",
                  "the vault is in zero knowledge: the service has no key to do this with"},
            action, 409};
}

Refusal recovery_missing(const char* action) {
    return {Error{Fault::conflict, "vault-recovery-missing",
                  "without a recovery wrap nobody could unwrap the master key any more"},
            action, 400};
}

/// Runs `work` in one transaction of the user.
void in_transaction(const Source& source,
                    std::string_view user,
                    const VaultRequest& request,
                    const std::function<Refused(OwnRows&)>& work) {
    source.lend([&](pg::Statements& statements) {
        OwnRows rows{statements, user, request};
        if (rows.connection().in_transaction())
            throw invalid("expected a connection without a transaction, found one that is in one");
        std::optional<pg::Transaction> transaction{std::in_place, rows.connection()};
        const auto refused = work(rows);
        if (!refused) return transaction->commit();
        transaction.reset();
        rows.log(refused->action, refused->status);
        throw Error{refused->error};
    });
}

OpenedVault opened(const KeyRing& keys, const Row& row) {
    OpenedVault vault;
    if (row.recovery_wrapped_mk)
        vault.recovery = RecoveryWrap{*row.recovery_wrapped_mk, row.recovery_iv.value_or("")};
    if (row.wrapped_mk)
        vault.master_key = keys.unwrap({row.kek_id, *row.wrapped_mk, row.wrap_iv.value_or("")});
    return vault;
}

/// Writes a new master key over whatever is there.
OpenedVault write_key(OwnRows& rows, const KeyRing& keys, std::string_view sql) {
    auto key = Secret::random(32);
    const auto wrapped = keys.wrap(key);
    rows.run(sql, {wrapped.wrapped, wrapped.iv, wrapped.kek_id});
    return {std::move(key), std::nullopt};
}

constexpr std::string_view insert_key =
    "INSERT INTO auth.encryption_vaults (user_id, wrapped_mk, wrap_iv, kek_id)"
    " VALUES ($1, $2, $3, $4)";

/// Two who make a vault at once shall end up with one key: the second waits here, then finds it.
void one_at_a_time(OwnRows& rows) {
    rows.run("SELECT pg_advisory_xact_lock(hashtextextended('pgmeta vault ' || $1, 0))", {});
}

}  // namespace

Vault::Vault(Source source, std::shared_ptr<const KeyRing> keys)
    : source_{std::move(source)}, keys_{std::move(keys)} {
    if (!keys_)
        throw Error{Fault::usage, "kek-missing", "expected keys of the service, found none"};
    static_cast<void>(keys_->current());
}

OpenedVault Vault::init(std::string_view user, const VaultRequest& request) const {
    OpenedVault result;
    in_transaction(source_, user, request, [&](OwnRows& rows) -> Refused {
        one_at_a_time(rows);
        const auto row = rows.find(true);
        result = row ? opened(*keys_, *row) : write_key(rows, *keys_, insert_key);
        rows.log(row ? "fetch" : "init", row ? 200 : 201);
        return {};
    });
    return result;
}

OpenedVault Vault::open(std::string_view user, const VaultRequest& request) const {
    OpenedVault result;
    in_transaction(source_, user, request, [&](OwnRows& rows) -> Refused {
        const auto row = rows.find(false);
        if (!row) return not_found("failed_fetch");
        result = opened(*keys_, *row);
        rows.log("fetch", 200);
        return {};
    });
    return result;
}

OpenedVault Vault::rotate(std::string_view user, const VaultRequest& request) const {
    OpenedVault result;
    in_transaction(source_, user, request, [&](OwnRows& rows) -> Refused {
        one_at_a_time(rows);
        const auto row = rows.find(true);
        if (row && row->zero_knowledge) return zero_knowledge("rotate");
        result = write_key(rows, *keys_,
                           row ? "UPDATE auth.encryption_vaults SET wrapped_mk = $2, wrap_iv = $3,"
                                 " kek_id = $4, rotated_at = now(), recovery_wrapped_mk = NULL,"
                                 " recovery_iv = NULL, recovery_set_at = NULL WHERE user_id = $1"
                               : insert_key);
        rows.log(row ? "rotate" : "init", row ? 200 : 201);
        return {};
    });
    return result;
}

void Vault::set_recovery(std::string_view user,
                         const RecoveryWrap& recovery,
                         const VaultRequest& request) const {
    const Kind filled{.filled = true};
    const auto wrapped = checked_text("recovery wrap", recovery.wrapped, filled);
    const auto iv = checked_text("recovery initialisation vector", recovery.iv, filled);
    in_transaction(source_, user, request, [&](OwnRows& rows) -> Refused {
        const auto done = rows.run(
            "UPDATE auth.encryption_vaults SET recovery_wrapped_mk = $2, recovery_iv = $3,"
            " recovery_set_at = now() WHERE user_id = $1 RETURNING 1",
            {wrapped, iv});
        if (done.rows() == 0) return not_found("recovery_set");
        rows.log("recovery_set", 200);
        return {};
    });
}

void Vault::clear_recovery(std::string_view user, const VaultRequest& request) const {
    in_transaction(source_, user, request, [&](OwnRows& rows) -> Refused {
        const auto row = rows.find(true);
        if (!row) return not_found("recovery_clear");
        if (row->zero_knowledge) return zero_knowledge("recovery_clear");
        rows.run(
            "UPDATE auth.encryption_vaults SET recovery_wrapped_mk = NULL, recovery_iv = NULL,"
            " recovery_set_at = NULL WHERE user_id = $1",
            {});
        rows.log("recovery_clear", 200);
        return {};
    });
}

void Vault::enable_zero_knowledge(std::string_view user, const VaultRequest& request) const {
    in_transaction(source_, user, request, [&](OwnRows& rows) -> Refused {
        const auto row = rows.find(true);
        if (!row) return not_found("zk_enable");
        if (row->zero_knowledge) return {};
        if (!row->recovery_wrapped_mk) return recovery_missing("zk_enable");
        rows.run(
            "UPDATE auth.encryption_vaults SET wrapped_mk = NULL, wrap_iv = NULL,"
            " zero_knowledge = true WHERE user_id = $1",
            {});
        rows.log("zk_enable", 200);
        return {};
    });
}

void Vault::disable_zero_knowledge(std::string_view user,
                                   const Secret& master_key,
                                   const VaultRequest& request) const {
    const auto wrapped = keys_->wrap(master_key);
    in_transaction(source_, user, request, [&](OwnRows& rows) -> Refused {
        const auto row = rows.find(true);
        if (!row) return not_found("zk_disable");
        if (!row->zero_knowledge) return {};
        rows.run(
            "UPDATE auth.encryption_vaults SET wrapped_mk = $2, wrap_iv = $3, kek_id = $4,"
            " zero_knowledge = false WHERE user_id = $1",
            {wrapped.wrapped, wrapped.iv, wrapped.kek_id});
        rows.log("zk_disable", 200);
        return {};
    });
}

VaultStatus Vault::status(std::string_view user) const {
    VaultStatus status;
    in_transaction(source_, user, {}, [&](OwnRows& rows) -> Refused {
        const auto row = rows.find(false);
        if (!row) return {};
        status = {true,
                  row->recovery_wrapped_mk.has_value(),
                  row->zero_knowledge,
                  row->created_at,
                  row->rotated_at,
                  row->recovery_set_at};
        return {};
    });
    return status;
}

}  // namespace pgmeta::tenant
