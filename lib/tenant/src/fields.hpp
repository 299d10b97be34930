// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/tenant/modules.hpp"
#include "pgmeta/tenant/spaces.hpp"
#include "values.hpp"

#include <fmt/format.h>

// What columns a table has, once per table: reading, inserting and changing go by these.
//
// `visit(column, member, kind)` is called for each in the order they are selected.

namespace pgmeta::tenant {

/// What User, NewUser and UserPatch have in common.
template <typename Fields, typename Visit>
void each_user_field(Fields& u, Visit&& visit) {
    visit("handle", u.handle, Kind{.longest = 64, .lower = true, .filled = true});
    visit("email", u.email, Kind{.longest = 255, .lower = true, .blank_is_null = true});
    visit("display_name", u.display_name, Kind{.longest = 128});
    visit("password_hash", u.password_hash, Kind{.filled = true});
    visit("role", u.role, Kind{.longest = 32, .filled = true});
    visit("is_active", u.is_active, plain);
    visit("is_locked", u.is_locked, plain);
    visit("lock_reason", u.lock_reason, plain);
    visit("locked_at", u.locked_at, plain);
    visit("needs_onboarding", u.needs_onboarding, plain);
    visit("onboarding_step", u.onboarding_step, plain);
    visit("first_login", u.first_login, plain);
    visit("totp_enabled", u.totp_enabled, plain);
    visit("totp_secret_id", u.totp_secret_id, Kind{.longest = 128});
    visit("permissions", u.permissions, plain);
    visit("bio", u.bio, plain);
    visit("avatar_url", u.avatar_url, plain);
    visit("pronouns", u.pronouns, Kind{.longest = 32});
    visit("timezone", u.timezone, Kind{.longest = 64});
    visit("locale", u.locale, Kind{.longest = 16});
    visit("theme", u.theme, Kind{.longest = 8});
    visit("email_notifications", u.email_notifications, plain);
    visit("login_attempts", u.login_attempts, plain);
    visit("last_failed_login_at", u.last_failed_login_at, plain);
    visit("last_login_at", u.last_login_at, plain);
    visit("password_changed_at", u.password_changed_at, plain);
    visit("ip_address", u.ip_address, Kind{.longest = 45});
    visit("user_agent", u.user_agent, plain);
}

template <typename Visit>
void each_field(User& u, Visit&& visit) {
    visit("id", u.id, an_id);
    visit("tenant_id", u.tenant_id, an_id);
    each_user_field(u, visit);
    visit("created_at", u.created_at, plain);
    visit("updated_at", u.updated_at, plain);
}

template <typename Visit>
void each_field(Session& s, Visit&& visit) {
    visit("id", s.id, an_id);
    visit("tenant_id", s.tenant_id, an_id);
    visit("user_id", s.user_id, an_id);
    visit("expires", s.expires, plain);
    visit("expires_at", s.expires_at, plain);
    visit("created_at", s.created_at, plain);
    visit("user_data", s.user, plain);
    visit("client_ip", s.client_ip, plain);
    visit("client_ip_masked", s.client_ip_masked, plain);
    visit("user_agent", s.user_agent, plain);
    visit("device_type", s.device_type, plain);
    visit("browser_fingerprint", s.browser_fingerprint, plain);
    visit("geo_location", s.geo_location, plain);
    visit("temp_totp_secret", s.temp_totp_secret, plain);
    visit("temp_totp_expires_at", s.temp_totp_expires_at, plain);
}

template <typename Visit>
void each_field(TotpSecret& t, Visit&& visit) {
    visit("tenant_id", t.tenant_id, an_id);
    visit("handle", t.handle, plain);
    visit("user_id", t.user_id, plain);
    visit("encrypted_secret", t.secret.encrypted_secret, plain);
    visit("iv", t.secret.iv, plain);
    visit("auth_tag", t.secret.auth_tag, plain);
    visit("salt", t.secret.salt, plain);
    visit("version", t.secret.version, plain);
    visit("backup_codes_generated", t.backup_codes_generated, plain);
    visit("last_used_at", t.last_used_at, plain);
    visit("last_used_totp_step", t.last_used_totp_step, plain);
    visit("created_at", t.created_at, plain);
}

template <typename Visit>
void each_field(BackupCodeSet& b, Visit&& visit) {
    visit("tenant_id", b.tenant_id, an_id);
    visit("user_id", b.user_id, an_id);
    visit("codes", b.codes, plain);
    visit("generated_at", b.generated_at, plain);
    visit("last_used_at", b.last_used_at, plain);
}

template <typename Visit>
void each_field(Invitation& i, Visit&& visit) {
    visit("id", i.id, an_id);
    visit("tenant_id", i.tenant_id, an_id);
    visit("token", i.token, plain);
    visit("email", i.email, plain);
    visit("role", i.role, plain);
    visit("created_by", i.created_by, an_id);
    visit("is_active", i.is_active, plain);
    visit("expires_at", i.expires_at, plain);
    visit("used_at", i.used_at, plain);
    visit("used_by", i.used_by, an_id);
    visit("temporary_totp_secret", i.temporary_totp_secret, plain);
    visit("metadata", i.metadata, plain);
    visit("created_at", i.created_at, plain);
}

template <typename Visit>
void each_field(AuditEvent& e, Visit&& visit) {
    visit("id", e.id, plain);
    visit("tenant_id", e.tenant_id, an_id);
    visit("type", e.type, plain);
    visit("user_id", e.user_id, an_id);
    visit("target_user_id", e.target_user_id, an_id);
    visit("handle", e.handle, plain);
    visit("ip_address", e.ip_address, plain);
    visit("user_agent", e.user_agent, plain);
    visit("details", e.details, plain);
    visit("severity", e.severity, plain);
    visit("source", e.source, plain);
    visit("\"timestamp\"", e.timestamp, plain);
}

template <typename Visit>
void each_field(InstalledModule& m, Visit&& visit) {
    visit("id", m.id, an_id);
    visit("module_id", m.module_id, plain);
    visit("name", m.name, plain);
    visit("description", m.description, plain);
    visit("version", m.version, plain);
    visit("is_active", m.is_active, plain);
    visit("enabled", m.enabled, plain);
    visit("settings", m.settings, plain);
    visit("installed_at", m.installed_at, plain);
    visit("updated_at", m.updated_at, plain);
}

template <typename Visit>
void each_field(SpaceInfo& s, Visit&& visit) {
    visit("id", s.id, plain);
    visit("name", s.name, plain);
    visit("slug", s.slug, plain);
    visit("metadata ->> 'type'", s.type, plain);
}

template <typename Visit>
void each_field(ModulePermission& p, Visit&& visit) {
    visit("space_id", p.space_id, plain);
    visit("role", p.role, plain);
    visit("module_id", p.module_id, plain);
    visit("can_read", p.can_read, plain);
    visit("can_write", p.can_write, plain);
    visit("can_admin", p.can_admin, plain);
    visit("updated_at", p.updated_at, plain);
}

/// The select list of a struct.  Moments travel as seconds since 1970: no DateStyle, no time zone.
template <typename Row>
const std::string& columns_of() {
    static const std::string list = [] {
        std::string text;
        Row row;
        each_field(row, [&](std::string_view column, const auto& member, Kind /*kind*/) {
            constexpr bool time = is_time<std::remove_cvref_t<decltype(member)>>;
            text += text.empty() ? "" : ", ";
            text += time ? fmt::format("extract(epoch FROM {})", column) : std::string{column};
        });
        return text;
    }();
    return list;
}

/// An INSERT that gives back what it made.
template <typename Row>
std::string insertion_into(std::string_view table, const Values& values) {
    return fmt::format("INSERT INTO {} ({}) RETURNING {}", table, values.insertion(),
                       columns_of<Row>());
}

/// An UPDATE of the tenant's rows where `condition` (` AND …`) holds; gives them back.
template <typename Row>
std::string update_of(std::string_view table,
                      std::string_view assignments,
                      std::string_view condition) {
    return fmt::format("UPDATE {} SET {} WHERE tenant_id = $1{} RETURNING {}", table, assignments,
                       condition, columns_of<Row>());
}

template <typename Row>
Row row_of(const pg::Result& result, int row) {
    Row value;
    int column = 0;
    each_field(value, [&](std::string_view /*name*/, auto& member, Kind /*kind*/) {
        decode(result.get(row, column++), member);
    });
    return value;
}

template <typename Row>
std::vector<Row> rows_of(const pg::Result& result) {
    std::vector<Row> rows;
    rows.reserve(static_cast<std::size_t>(result.rows()));
    for (int row = 0; row < result.rows(); ++row)
        rows.push_back(row_of<Row>(result, row));
    return rows;
}

template <typename Row>
std::optional<Row> first_of(const pg::Result& result) {
    if (result.rows() == 0) return std::nullopt;
    return row_of<Row>(result, 0);
}

}  // namespace pgmeta::tenant
