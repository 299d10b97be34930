// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/tenant/secret.hpp"

#include <string>
#include <string_view>

namespace pgmeta::tenant {

/// Text encrypted with AES-256-GCM under a key that scrypt makes of a passphrase, as
/// auth.totp_secrets keeps it.  All parts in base64.
struct EncryptedSecret {
    std::string encrypted_secret;
    std::string iv;        ///< 16 bytes
    std::string auth_tag;  ///< 16 bytes
    std::string salt;      ///< 32 bytes, of this secret alone
    int version = 1;
};

/// Encrypts with a fresh salt and a fresh initialisation vector.
EncryptedSecret encrypt_secret(std::string_view passphrase, std::string_view plaintext);

/// Throws "secret-malformed" when a part is no base64 or of a wrong length,
/// "secret-version-unknown", and "secret-not-decrypted" for another passphrase or changed bytes.
Secret decrypt_secret(std::string_view passphrase, const EncryptedSecret& encrypted);

}  // namespace pgmeta::tenant
