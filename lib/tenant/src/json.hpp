// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/tenant/types.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The JSON that the tables keep, by the names other programs use (camelCase).  What others wrote in
// another form is read as far as it can be.

namespace pgmeta::tenant {

std::string to_json(const std::vector<std::string>& strings);
std::string to_json(const SessionUser& user);
std::string to_json(const GeoLocation& location);
std::string to_json(const InvitationMetadata& metadata);
std::string to_json(const std::vector<BackupCode>& codes);

void from_json(std::string_view text, std::vector<std::string>& strings);
void from_json(std::string_view text, SessionUser& user);
void from_json(std::string_view text, GeoLocation& location);
void from_json(std::string_view text, InvitationMetadata& metadata);
void from_json(std::string_view text, std::vector<BackupCode>& codes);

/// True when the text is one JSON object.
bool is_json_object(std::string_view text);

}  // namespace pgmeta::tenant
