// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

// What roles may do, how bad an event is, and how much of an address is shown.  Pure.

namespace pgmeta::tenant {

/// Rank of a known role, whatever its case, `-` the same as `_`: super_admin 100, admin 90,
/// moderator 70, editor 60, event_manager 50, contributor 40, member 30, viewer 10.
std::optional<int> role_rank(std::string_view role);

/// True when both roles are known and the actor's ranks higher.
bool can_manage(std::string_view actor_role, std::string_view target_role);

/// True for super_admin, for a permission the user was given, and for one of the role's.  A role
/// that is not known has `admin.access` only.
bool has_permission(std::string_view role,
                    std::span<const std::string> given,
                    std::string_view permission);

/// `critical`, `warning` or `info`.
std::string_view severity_of(std::string_view event_type);

/// `192.168.*.*`, `2001:db8:*:*:*:*:*:*`; text that is no address is left out: `unknown`.
std::string mask_address(std::string_view address);

}  // namespace pgmeta::tenant
