// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/session_token.hpp"

#include "crypto.hpp"
#include "pgmeta/base/error.hpp"
#include "text_form.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::tenant {

namespace {

std::string mac_of(const Secret& key, std::string_view tenant, std::string_view session) {
    return crypto::base64url(
        crypto::hmac_sha256(key.view(), fmt::format("{}:{}", tenant, session)));
}

std::string checked(std::string_view what, std::string_view text) {
    auto id = canonical_uuid(text);
    if (!id)
        throw Error{Fault::usage, "invalid-argument",
                    fmt::format("expected the {} as uuid, found `{}`", what, text)};
    return std::move(*id);
}

}  // namespace

SessionSigner::SessionSigner(std::vector<Secret> keys) : keys_{std::move(keys)} {
    const bool good = !keys_.empty() && std::none_of(keys_.begin(), keys_.end(),
                                                     [](const Secret& k) { return k.empty(); });
    if (!good)
        throw Error{Fault::usage, "invalid-argument",
                    "expected at least one key for session tokens, and none of them empty"};
}

std::string SessionSigner::sign(std::string_view tenant, std::string_view session) const {
    const auto id = checked("session", session);
    return fmt::format("{}.{}", id, mac_of(keys_.front(), checked("tenant", tenant), id));
}

std::optional<std::string> SessionSigner::verify(std::string_view tenant,
                                                 std::string_view token) const {
    const auto dot = token.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    auto session = canonical_uuid(token.substr(0, dot));
    const auto of = canonical_uuid(tenant);
    // One spelling only, so that a token is not two.
    if (!session || !of || *session != token.substr(0, dot)) return std::nullopt;
    bool signed_by_one = false;
    for (const auto& key : keys_)
        if (crypto::equal(mac_of(key, *of, *session), token.substr(dot + 1))) signed_by_one = true;
    return signed_by_one ? session : std::nullopt;
}

}  // namespace pgmeta::tenant
