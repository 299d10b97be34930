// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>

// What makes an organization a space: its metadata, and its name in addresses.  Pure.

namespace pgmeta::tenant {

/// personal, brand, club, family, team and practice; case counts.
bool is_space_type(std::string_view type);

/// The type in the metadata of a space.  Throws "space-metadata-invalid" (Fault::usage) when the
/// text is no JSON object or has no type of the six.
std::string space_type_of(std::string_view metadata);

/// Metadata of this type, with whatever else `extras` has; a type in there does not count.
///
/// Throws "space-metadata-invalid" for another type, and extras that are no JSON object.
std::string space_metadata(std::string_view type, std::string_view extras = "{}");

/// False for a personal space.  Metadata that cannot be read does not keep a space from being
/// deleted.
bool is_deletable_space(std::string_view metadata);

/// guest 0, public 1, beta 2, alpha 3, founder 4; anything else counts as guest.
int tier_level(std::string_view tier);

/// True when the tier in the metadata is `required` or higher.
bool meets_tier(std::string_view metadata, std::string_view required);

/// What an e-mail address suggests: its local part in lower case, everything but letters, digits
/// and dashes a dash, at most 30 characters; `user-` and six random ones when nothing is left.
std::string slug_of_email(std::string_view email);

/// Names that mean something else in addresses: `me`, `admin`, `api`, …
bool is_reserved_slug(std::string_view slug);

/// The slug, or with -2, -3, … -999 when it is reserved or taken, or else with random characters.
std::string free_slug(std::string_view slug,
                      const std::function<bool(std::string_view slug)>& is_taken);

}  // namespace pgmeta::tenant
