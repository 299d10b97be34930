// SPDX-License-Identifier: MIT
#include "fields.hpp"
#include "pgmeta/tenant/storage.hpp"

#include <fmt/format.h>

namespace pgmeta::tenant {

namespace {

constexpr Kind a_handle{.longest = 64, .lower = true, .filled = true};

}  // namespace

std::optional<TotpSecret> AuthStorage::get_totp_secret(std::string_view tenant,
                                                       std::string_view handle) const {
    static const auto sql =
        fmt::format("SELECT {} FROM auth.totp_secrets WHERE tenant_id = $1 AND handle = lower($2)",
                    columns_of<TotpSecret>());
    return first_of<TotpSecret>(
        run(sql, {checked_uuid("tenant", tenant), checked_text("handle", handle)}));
}

TotpSecret AuthStorage::save_totp_secret(std::string_view tenant,
                                         std::string_view handle,
                                         const TotpSecret& secret) const {
    Values values{checked_uuid("tenant", tenant)};
    values.set("handle", std::string{handle}, a_handle);
    values.set("user_id", secret.user_id, Kind{.longest = 128, .filled = true});
    values.set("encrypted_secret", secret.secret.encrypted_secret);
    values.set("iv", secret.secret.iv, Kind{.filled = true});
    values.set("auth_tag", secret.secret.auth_tag, Kind{.filled = true});
    values.set("salt", secret.secret.salt, Kind{.filled = true});
    values.set("version", secret.secret.version);
    values.set("backup_codes_generated", secret.backup_codes_generated);
    values.set("last_used_at", Patch<Timestamp>::of(secret.last_used_at));
    values.set("last_used_totp_step", Patch<std::int64_t>::of(secret.last_used_totp_step));
    values.set("created_at", secret.created_at);
    const auto sql = fmt::format(
        "INSERT INTO auth.totp_secrets AS s ({}) ON CONFLICT (tenant_id, handle) DO UPDATE SET"
        " encrypted_secret = excluded.encrypted_secret, iv = excluded.iv,"
        " auth_tag = excluded.auth_tag, salt = excluded.salt, version = excluded.version,"
        " backup_codes_generated = excluded.backup_codes_generated,"
        " last_used_at = coalesce(excluded.last_used_at, s.last_used_at),"
        " last_used_totp_step = greatest(excluded.last_used_totp_step, s.last_used_totp_step)"
        " RETURNING {}",
        values.insertion(), columns_of<TotpSecret>());
    return row_of<TotpSecret>(run(sql, values.parameters()), 0);
}

bool AuthStorage::delete_totp_secret(std::string_view tenant, std::string_view handle) const {
    static constexpr auto sql =
        "DELETE FROM auth.totp_secrets WHERE tenant_id = $1 AND handle = lower($2) RETURNING 1";
    return run(sql, {checked_uuid("tenant", tenant), checked_text("handle", handle)}).rows() > 0;
}

bool AuthStorage::advance_totp_step(std::string_view tenant,
                                    std::string_view handle,
                                    std::int64_t step) const {
    static constexpr auto sql =
        "UPDATE auth.totp_secrets SET last_used_totp_step = $3, last_used_at = now()"
        " WHERE tenant_id = $1 AND handle = lower($2)"
        " AND (last_used_totp_step IS NULL OR last_used_totp_step < $3) RETURNING 1";
    return run(sql, {checked_uuid("tenant", tenant), checked_text("handle", handle),
                     std::to_string(step)})
               .rows() > 0;
}

}  // namespace pgmeta::tenant
