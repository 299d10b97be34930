// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/secret_box.hpp"

#include "crypto.hpp"
#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

namespace pgmeta::tenant {

namespace {

constexpr std::size_t salt_bytes = 32;
constexpr std::size_t iv_bytes = 16;
constexpr int known_version = 1;

Error malformed(std::string message) {
    return Error{Fault::conflict, "secret-malformed", std::move(message)};
}

std::string part(std::string_view name, std::string_view text, std::size_t size) {
    auto bytes = crypto::from_base64(text);
    if (!bytes) throw malformed(fmt::format("expected base64 in {}, found other text", name));
    if (size != 0 && bytes->size() != size)
        throw malformed(
            fmt::format("expected {} bytes in {}, found {}", size, name, bytes->size()));
    return std::move(*bytes);
}

}  // namespace

EncryptedSecret encrypt_secret(std::string_view passphrase, std::string_view plaintext) {
    const auto salt = crypto::random_bytes(salt_bytes);
    const auto iv = crypto::random_bytes(iv_bytes);
    const auto key = crypto::scrypt(passphrase, salt);
    const auto sealed = crypto::seal(key.view(), iv, plaintext);
    return {crypto::base64(sealed.ciphertext), crypto::base64(iv), crypto::base64(sealed.tag),
            crypto::base64(salt), known_version};
}

Secret decrypt_secret(std::string_view passphrase, const EncryptedSecret& encrypted) {
    if (encrypted.version != known_version)
        throw Error{Fault::conflict, "secret-version-unknown",
                    fmt::format("expected an encrypted secret of version {}, found {}",
                                known_version, encrypted.version)};
    const auto salt = part("salt", encrypted.salt, salt_bytes);
    const auto iv = part("iv", encrypted.iv, iv_bytes);
    const crypto::Sealed sealed{part("encrypted_secret", encrypted.encrypted_secret, 0),
                                part("auth_tag", encrypted.auth_tag, 16)};
    auto plaintext = crypto::open(crypto::scrypt(passphrase, salt).view(), iv, sealed);
    if (!plaintext)
        throw Error{Fault::conflict, "secret-not-decrypted",
                    "the secret was encrypted with another passphrase, or was changed since"};
    return std::move(*plaintext);
}

}  // namespace pgmeta::tenant
