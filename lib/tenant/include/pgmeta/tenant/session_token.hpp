// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/tenant/secret.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::tenant {

/// Signs the ids of sessions, so that a made-up one is refused before the database is asked:
/// `SESSION.base64url(HMAC-SHA256(key, "TENANT:SESSION"))`, both ids in lower case.
class SessionSigner {
public:
    /// The first key signs, each verifies: a new key is put in front, an old one taken off the end
    /// once its tokens have expired.  Throws "invalid-argument" for no key or an empty one.
    explicit SessionSigner(std::vector<Secret> keys);

    /// Throws "invalid-argument" when one of them is no uuid.
    [[nodiscard]] std::string sign(std::string_view tenant, std::string_view session) const;

    /// The session's id when one of the keys signed the token for this tenant.
    [[nodiscard]] std::optional<std::string> verify(std::string_view tenant,
                                                    std::string_view token) const;

private:
    std::vector<Secret> keys_;
};

}  // namespace pgmeta::tenant
