// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Who a test acts as: a role, and the settings that packages read the caller from.

namespace pgmeta::testkit {

using Settings = std::vector<std::pair<std::string, std::string>>;

/// The settings that stand for a caller with these claims (a JSON object), in the forms that
/// packages read (spec/seeds.md 1.2): the object itself in `request.jwt.claims`; `sub` in
/// `request.jwt.claim.sub`, `jwt.claims.user_id` and `app.current_user_id`; `tenant_id`, `email`
/// and the list `space_ids` in `app.tenant_id`, `app.member_email` and
/// `app.current_user_space_ids`. What the claims do not say is emptied.  A key with a dot is a
/// setting of its own.
///
/// Throws "claims-malformed" (Fault::workspace) for text that is no JSON object.
Settings settings_of_claims(std::string_view json);

/// How long a context lasts.
enum class Lasting : bool { transaction, session };

/// `SET LOCAL ROLE …`, `SELECT set_config(…), …`: at most two statements, joined by `;`.  An empty
/// role changes nothing, `none` goes back to the session's own.
std::string context_sql(std::string_view role, const Settings& settings, Lasting lasting);

/// Statements in the text that context_sql returns.
std::size_t context_statements(std::string_view role, const Settings& settings);

}  // namespace pgmeta::testkit
