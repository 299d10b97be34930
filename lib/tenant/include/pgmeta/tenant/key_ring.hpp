// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/tenant/secret.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::tenant {

/// Which of the two tokens of a credential.
enum class Token : std::uint8_t { access, refresh };

/// A key that is encrypted with a key of the service.  Both parts in base64.
struct WrappedKey {
    std::string kek_id;
    std::string wrapped;  ///< ciphertext and tag
    std::string iv;       ///< 12 bytes
};

/// The service's own keys (key encryption keys).  They never enter the database: it keeps what they
/// encrypted, and the name of the one that did.
///
/// The first key that was loaded encrypts, each decrypts: to rotate, load the new one first.
class KeyRing {
public:
    /// Adds a key of 32 bytes, given in base64.  Loading the same again changes nothing.
    ///
    /// Throws "kek-malformed" for another length, other text, an id with `:` or none, and another
    /// key under an id that is taken.
    void load(std::string_view id, std::string_view base64);

    /// Reads `ID:BASE64`, several separated by commas or white space; a key alone is `env-v1`.
    static KeyRing parse(std::string_view text);

    /// Id of the key that encrypts.  Throws "kek-missing" (Fault::usage) before one is loaded.
    [[nodiscard]] const std::string& current() const;

    /// Wraps a key of 32 bytes: AES-256-GCM, no additional data.
    [[nodiscard]] WrappedKey wrap(const Secret& key) const;

    /// Throws "kek-unknown", "secret-malformed" or "secret-not-decrypted".
    [[nodiscard]] Secret unwrap(const WrappedKey& wrapped) const;

    /// `v1:KEK:base64(IV):base64(ciphertext and tag)`, bound to the place it is made for.
    [[nodiscard]] std::string encrypt(std::string_view space,
                                      std::string_view provider,
                                      Token token,
                                      std::string_view plaintext) const;

    /// Throws "secret-malformed" (form or length), "secret-version-unknown", "kek-unknown" (a key
    /// that is not loaded) or "secret-not-decrypted" (another key, another place, changed bytes).
    [[nodiscard]] Secret decrypt(std::string_view space,
                                 std::string_view provider,
                                 Token token,
                                 std::string_view text) const;

    /// Id of the key that encrypted the text; empty when it has not the form.
    static std::string kek_of(std::string_view text);

private:
    struct Key {
        std::string id;
        Secret bytes;
    };

    [[nodiscard]] const Key& first() const;
    [[nodiscard]] const Key& named(std::string_view id) const;

    std::vector<Key> keys_;
};

}  // namespace pgmeta::tenant
