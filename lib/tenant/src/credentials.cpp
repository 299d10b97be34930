// SPDX-License-Identifier: MIT
#include "fields.hpp"
#include "pgmeta/tenant/spaces.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace pgmeta::tenant {

namespace {

using Json = nlohmann::json;

/// Credentials that are encrypted again in one statement.
constexpr int batch = 500;

/// A row as it is stored.
struct Stored {
    std::string space_id;
    std::string provider;
    std::string access;
    std::optional<std::string> refresh;
    std::optional<Timestamp> expires_at;
    std::optional<std::vector<std::string>> scopes;
    std::optional<std::string> provider_account_id;
    std::optional<std::string> metadata_json;
    Timestamp created_at;
    Timestamp updated_at;
};

template <typename Visit>
void each_field(Stored& s, Visit&& visit) {
    visit("space_id", s.space_id, plain);
    visit("provider", s.provider, plain);
    visit("access_token_encrypted", s.access, plain);
    visit("refresh_token_encrypted", s.refresh, plain);
    visit("expires_at", s.expires_at, plain);
    visit("to_json(scopes)", s.scopes, plain);
    visit("provider_account_id", s.provider_account_id, plain);
    visit("metadata_json", s.metadata_json, plain);
    visit("created_at", s.created_at, plain);
    visit("updated_at", s.updated_at, plain);
}

std::string checked(std::string_view what, std::string_view text) {
    return checked_text(what, text, Kind{.filled = true});
}

CredentialInfo info_of(Stored stored) {
    return {std::move(stored.space_id),
            std::move(stored.provider),
            KeyRing::kek_of(stored.access),
            stored.refresh.has_value(),
            stored.expires_at,
            std::move(stored.scopes),
            std::move(stored.provider_account_id),
            std::move(stored.metadata_json),
            stored.created_at,
            stored.updated_at};
}

/// Opens a token and seals it with the current key; says which one it was when that fails.
std::string sealed_again(const KeyRing& keys,
                         const Stored& stored,
                         Token token,
                         std::string_view text) {
    try {
        return keys.encrypt(stored.space_id, stored.provider, token,
                            keys.decrypt(stored.space_id, stored.provider, token, text).view());
    } catch (Error& error) {
        error.add_frame(fmt::format("while encrypting again the credential `{}` of space `{}`",
                                    stored.provider, stored.space_id));
        throw;
    }
}

/// What was and what shall be, for jsonb_to_recordset.
std::string changes_of(const KeyRing& keys, const std::vector<Stored>& rows) {
    auto changes = Json::array();
    for (const auto& row : rows) {
        Json change{{"space", row.space_id}, {"provider", row.provider}, {"was", row.access}};
        change["becomes"] = sealed_again(keys, row, Token::access, row.access);
        if (row.refresh) {
            change["refresh_was"] = *row.refresh;
            change["refresh"] = sealed_again(keys, row, Token::refresh, *row.refresh);
        }
        changes.push_back(std::move(change));
    }
    return changes.dump();
}

}  // namespace

CredentialInfo Spaces::put_credential(std::string_view space,
                                      std::string_view provider,
                                      const Credential& credential) const {
    static const auto sql = fmt::format(
        "INSERT INTO spaces.credentials (space_id, provider, access_token_encrypted,"
        " refresh_token_encrypted, expires_at, scopes, provider_account_id, metadata_json)"
        " VALUES ($1, $2, $3, $4, $5,"
        "  CASE WHEN $6::jsonb IS NOT NULL THEN ARRAY(SELECT jsonb_array_elements_text($6::jsonb)) END,"
        "  $7, $8)"
        " ON CONFLICT (space_id, provider) DO UPDATE SET"
        " access_token_encrypted = excluded.access_token_encrypted,"
        " refresh_token_encrypted = excluded.refresh_token_encrypted,"
        " expires_at = excluded.expires_at, scopes = excluded.scopes,"
        " provider_account_id = excluded.provider_account_id,"
        " metadata_json = excluded.metadata_json RETURNING {}",
        columns_of<Stored>());
    const auto at = checked("space", space);
    const auto by = checked("provider", provider);
    const auto refresh = credential.refresh_token
                             ? std::optional{keys().encrypt(at, by, Token::refresh,
                                                            credential.refresh_token->view())}
                             : std::nullopt;
    return info_of(row_of<Stored>(
        run(sql, {at, by, keys().encrypt(at, by, Token::access, credential.access_token.view()),
                  refresh, encode("expires_at", credential.expires_at, plain),
                  encode("scopes", credential.scopes, plain),
                  encode("provider_account_id", credential.provider_account_id, plain),
                  encode("metadata_json", credential.metadata_json, plain)}),
        0));
}

std::optional<Credential> Spaces::get_credential(std::string_view space,
                                                 std::string_view provider) const {
    static const auto sql =
        fmt::format("SELECT {} FROM spaces.credentials WHERE space_id = $1 AND provider = $2",
                    columns_of<Stored>());
    auto stored =
        first_of<Stored>(run(sql, {checked("space", space), checked("provider", provider)}));
    if (!stored) return std::nullopt;
    Credential credential;
    credential.access_token = keys().decrypt(space, provider, Token::access, stored->access);
    if (stored->refresh)
        credential.refresh_token =
            keys().decrypt(space, provider, Token::refresh, *stored->refresh);
    credential.expires_at = stored->expires_at;
    credential.scopes = std::move(stored->scopes);
    credential.provider_account_id = std::move(stored->provider_account_id);
    credential.metadata_json = std::move(stored->metadata_json);
    return credential;
}

std::vector<CredentialInfo> Spaces::list_credentials(std::string_view space) const {
    static const auto sql =
        fmt::format("SELECT {} FROM spaces.credentials WHERE space_id = $1 ORDER BY provider",
                    columns_of<Stored>());
    std::vector<CredentialInfo> infos;
    for (auto& stored : rows_of<Stored>(run(sql, {checked("space", space)})))
        infos.push_back(info_of(std::move(stored)));
    return infos;
}

bool Spaces::delete_credential(std::string_view space, std::string_view provider) const {
    static constexpr auto sql =
        "DELETE FROM spaces.credentials WHERE space_id = $1 AND provider = $2 RETURNING 1";
    return run(sql, {checked("space", space), checked("provider", provider)}).rows() > 0;
}

std::size_t Spaces::rotate_credentials(std::optional<std::string_view> space) const {
    static const auto read = fmt::format(
        "SELECT {} FROM spaces.credentials WHERE ($1::text IS NULL OR space_id = $1)"
        " AND (split_part(access_token_encrypted, ':', 2) <> $2"
        "  OR split_part(refresh_token_encrypted, ':', 2) <> $2)"
        " ORDER BY space_id, provider LIMIT {}",
        columns_of<Stored>(), batch);
    // A row that was replaced since it was read is not touched; the next look sees what it is now.
    static constexpr auto write =
        "WITH changes AS (SELECT * FROM jsonb_to_recordset($1) AS c"
        "  (space text, provider text, was text, becomes text, refresh_was text, refresh text)),"
        " written AS (UPDATE spaces.credentials AS s"
        "  SET access_token_encrypted = becomes, refresh_token_encrypted = refresh FROM changes AS c"
        "  WHERE s.space_id = c.space AND s.provider = c.provider"
        "  AND s.access_token_encrypted = c.was"
        "  AND s.refresh_token_encrypted IS NOT DISTINCT FROM c.refresh_was RETURNING 1)"
        " SELECT count(*) FROM written";
    const auto only = space ? std::optional{checked("space", *space)} : std::nullopt;
    std::size_t rotated = 0;
    for (;;) {
        const auto rows = rows_of<Stored>(run(read, {only, keys().current()}));
        if (rows.empty()) return rotated;
        rotated += static_cast<std::size_t>(run(write, {changes_of(keys(), rows)}).integer(0, 0));
    }
}

}  // namespace pgmeta::tenant
