// SPDX-License-Identifier: MIT
#include "fields.hpp"
#include "pgmeta/tenant/backup_codes.hpp"
#include "pgmeta/tenant/storage.hpp"

#include <fmt/format.h>

namespace pgmeta::tenant {

std::optional<BackupCodeSet> AuthStorage::get_backup_codes(std::string_view tenant,
                                                           std::string_view user) const {
    static const auto sql =
        fmt::format("SELECT {} FROM auth.backup_codes WHERE tenant_id = $1 AND user_id = $2",
                    columns_of<BackupCodeSet>());
    return first_of<BackupCodeSet>(
        run(sql, {checked_uuid("tenant", tenant), checked_uuid("user_id", user)}));
}

BackupCodeSet AuthStorage::save_backup_codes(std::string_view tenant,
                                             std::string_view user,
                                             const BackupCodeSet& set) const {
    static const auto sql = fmt::format(
        "INSERT INTO auth.backup_codes (tenant_id, user_id, codes, generated_at, last_used_at)"
        " VALUES ($1, $2, $3, coalesce($4::timestamptz, now()), $5)"
        " ON CONFLICT (tenant_id, user_id) DO UPDATE SET codes = excluded.codes,"
        " generated_at = excluded.generated_at, last_used_at = excluded.last_used_at RETURNING {}",
        columns_of<BackupCodeSet>());
    return row_of<BackupCodeSet>(
        run(sql, {checked_uuid("tenant", tenant), checked_uuid("user_id", user), to_json(set.codes),
                  encode("generated_at", set.generated_at, plain),
                  encode("last_used_at", set.last_used_at, plain)}),
        0);
}

bool AuthStorage::delete_backup_codes(std::string_view tenant, std::string_view user) const {
    static constexpr auto sql =
        "DELETE FROM auth.backup_codes WHERE tenant_id = $1 AND user_id = $2 RETURNING 1";
    return run(sql, {checked_uuid("tenant", tenant), checked_uuid("user_id", user)}).rows() > 0;
}

std::optional<std::size_t> AuthStorage::consume_backup_code(std::string_view tenant,
                                                            std::string_view user,
                                                            std::string_view code) const {
    // Whoever comes second waits for the row, looks again, and finds the code used.  By id and
    // hash: the set may have been replaced since it was read.
    static constexpr auto sql =
        "UPDATE auth.backup_codes AS b SET last_used_at = now(), codes = ("
        "  SELECT jsonb_agg(CASE WHEN c.code ->> 'id' = $3 AND c.code ->> 'hash' = $4"
        "    THEN c.code || jsonb_build_object('used', true, 'usedAt',"
        "      to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'))"
        "    ELSE c.code END ORDER BY c.place)"
        "  FROM jsonb_array_elements(b.codes) WITH ORDINALITY AS c (code, place))"
        " WHERE tenant_id = $1 AND user_id = $2 AND codes @> jsonb_build_array("
        "  jsonb_build_object('id', $3::text, 'hash', $4::text, 'used', false))"
        " RETURNING (SELECT count(*) FROM jsonb_array_elements(codes) AS c (code)"
        "  WHERE c.code -> 'used' IS DISTINCT FROM 'true'::jsonb)";
    const auto set = get_backup_codes(tenant, user);
    const auto found = set ? find_backup_code(*set, code) : std::nullopt;
    if (!found) return std::nullopt;
    const auto& entry = set->codes[*found];
    const auto result = run(
        sql, {checked_uuid("tenant", tenant), checked_uuid("user_id", user), entry.id, entry.hash});
    if (result.rows() == 0) return std::nullopt;
    return static_cast<std::size_t>(result.integer(0, 0));
}

}  // namespace pgmeta::tenant
