// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/tenant/secret.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// What this layer takes from OpenSSL.  Bytes are strings here; those that must not stay in memory
// are secrets.

namespace pgmeta::tenant::crypto {

/// Throws "no-randomness" (Fault::environment).
std::string random_bytes(std::size_t size);

/// Overwrites and empties.
void wipe(std::string& text);

/// In a time that does not depend on where they differ.
bool equal(std::string_view left, std::string_view right);

std::string hex(std::string_view bytes);

std::string base64(std::string_view bytes);

/// Standard alphabet with padding, and nothing else: no line ends, no second spelling.
std::optional<std::string> from_base64(std::string_view text);

std::string base64url(std::string_view bytes);  ///< without padding

std::string base32(std::string_view bytes);  ///< upper case, without padding

/// Upper or lower case; spaces and padding are skipped.
std::optional<Secret> from_base32(std::string_view text);

std::string hmac_sha256(std::string_view key, std::string_view text);
std::string hmac_sha1(std::string_view key, std::string_view text);

/// 32 bytes with N = 16384, r = 8, p = 1.
Secret scrypt(std::string_view passphrase, std::string_view salt);

struct Sealed {
    std::string ciphertext;
    std::string tag;  ///< 16 bytes
};

/// AES-256-GCM with an initialisation vector of any length.
Sealed seal(std::string_view key,
            std::string_view iv,
            std::string_view plaintext,
            std::string_view additional = {});

/// Empty when the tag does not match: another key, or bytes that were changed.
std::optional<Secret> open(std::string_view key,
                           std::string_view iv,
                           const Sealed& sealed,
                           std::string_view additional = {});

}  // namespace pgmeta::tenant::crypto
