// SPDX-License-Identifier: MIT
#include "fields.hpp"
#include "pgmeta/tenant/storage.hpp"
#include "translate.hpp"

#include <fmt/format.h>

namespace pgmeta::tenant {

namespace {

constexpr std::string_view live = " AND expires_at > now()";

std::string select_live_sessions(std::string_view where) {
    return fmt::format("SELECT {} FROM auth.sessions WHERE tenant_id = $1{}{}",
                       columns_of<Session>(), live, where);
}

Error session_not_found(std::string_view id) {
    return Error{Fault::usage, "session-not-found", fmt::format("Session {} not found", id)};
}

std::string or_unknown(const std::string& text) {
    return text.empty() ? "unknown" : text;
}

/// The user with the gaps filled.
SessionUser completed(const SessionUser& shown, const std::string& user) {
    auto result = shown;
    if (result.id.empty()) result.id = user;
    if (result.name.empty()) result.name = result.username;
    if (result.role.empty()) result.role = "viewer";
    return result;
}

std::size_t count_of_first(const pg::Result& result) {
    return static_cast<std::size_t>(result.integer(0, 0));
}

}  // namespace

std::optional<Session> AuthStorage::get_session(std::string_view tenant,
                                                std::string_view id) const {
    static const auto sql = select_live_sessions(" AND id = $2");
    return first_of<Session>(run(sql, {checked_uuid("tenant", tenant), checked_uuid("id", id)}));
}

std::vector<Session> AuthStorage::get_sessions_by_user(std::string_view tenant,
                                                       std::string_view user) const {
    static const auto sql = select_live_sessions(" AND user_id = $2 ORDER BY created_at, id");
    return rows_of<Session>(
        run(sql, {checked_uuid("tenant", tenant), checked_uuid("user_id", user)}));
}

std::vector<Session> AuthStorage::get_all_sessions(std::string_view tenant) const {
    static const auto sql = select_live_sessions(" ORDER BY created_at, id");
    return rows_of<Session>(run(sql, {checked_uuid("tenant", tenant)}));
}

Session AuthStorage::create_session(std::string_view tenant,
                                    std::string_view user,
                                    const SessionUser& shown,
                                    const SessionMetadata& metadata) const {
    const auto user_id = checked_uuid("user_id", user);
    Values values{checked_uuid("tenant", tenant)};
    values.set("user_id", user_id);
    const auto end = fmt::format("now() + {}::bigint * interval '1 millisecond'",
                                 values.add(std::to_string(options_.session_max_age.count())));
    values.set_sql("expires", end);
    values.set_sql("expires_at", end);
    values.set("user_data", completed(shown, user_id));
    values.set("client_ip", or_unknown(metadata.client_ip), Kind{.longest = 45});
    values.set("user_agent", or_unknown(metadata.user_agent));
    values.set("device_type", or_unknown(metadata.device_type), Kind{.longest = 16});
    // Given or not, one text: it is prepared once.
    values.set("client_ip_masked", Patch<std::string>::of(metadata.client_ip_masked),
               Kind{.longest = 45});
    values.set("browser_fingerprint", Patch<std::string>::of(metadata.browser_fingerprint));
    values.set("geo_location", Patch<GeoLocation>::of(metadata.geo_location));
    const auto sql = insertion_into<Session>("auth.sessions", values);
    return row_of<Session>(run(sql, values.parameters()), 0);
}

Session AuthStorage::update_session(std::string_view tenant,
                                    std::string_view id,
                                    const SessionPatch& patch) const {
    Values values{checked_uuid("tenant", tenant)};
    if (patch.expires) {
        values.set("expires", *patch.expires);
        values.set("expires_at", *patch.expires);
    }
    values.set("user_data", patch.user);
    values.set("temp_totp_secret", patch.temp_totp_secret);
    values.set("temp_totp_expires_at", patch.temp_totp_expires_at);
    const auto assignments = values.assignments();
    const auto condition = fmt::format("{} AND id = {}", live, values.add(checked_uuid("id", id)));
    auto updated =
        assignments.empty()
            ? get_session(tenant, id)
            : first_of<Session>(run(update_of<Session>("auth.sessions", assignments, condition),
                                    values.parameters()));
    if (!updated) throw session_not_found(id);
    return std::move(*updated);
}

bool AuthStorage::delete_session(std::string_view tenant, std::string_view id) const {
    static constexpr auto sql =
        "DELETE FROM auth.sessions WHERE tenant_id = $1 AND id = $2 RETURNING 1";
    return run(sql, {checked_uuid("tenant", tenant), checked_uuid("id", id)}).rows() > 0;
}

std::size_t AuthStorage::delete_user_sessions(std::string_view tenant,
                                              std::string_view user) const {
    static constexpr auto sql =
        "WITH gone AS (DELETE FROM auth.sessions WHERE tenant_id = $1 AND user_id = $2 RETURNING 1)"
        " SELECT count(*) FROM gone";
    return count_of_first(
        run(sql, {checked_uuid("tenant", tenant), checked_uuid("user_id", user)}));
}

std::size_t AuthStorage::cleanup_expired_sessions(std::string_view tenant) const {
    static constexpr auto sql =
        "WITH gone AS (DELETE FROM auth.sessions WHERE tenant_id = $1 AND expires_at <= now()"
        " RETURNING 1) SELECT count(*) FROM gone";
    return count_of_first(run(sql, {checked_uuid("tenant", tenant)}));
}

std::string AuthStorage::session_token(const Session& session) const {
    if (!options_.signer)
        throw invalid("expected a signer in the options of the storage, found none");
    return options_.signer->sign(session.tenant_id, session.id);
}

std::optional<Session> AuthStorage::get_session_by_token(std::string_view tenant,
                                                         std::string_view token) const {
    if (!options_.signer)
        throw invalid("expected a signer in the options of the storage, found none");
    const auto id = options_.signer->verify(tenant, token);
    if (!id) return std::nullopt;
    return get_session(tenant, *id);
}

}  // namespace pgmeta::tenant
