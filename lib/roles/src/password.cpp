// SPDX-License-Identifier: MIT
#include "pgmeta/roles/password.hpp"

#include "pgmeta/base/error.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

// A SCRAM verifier (RFC 5803 as PostgreSQL spells it):
//   SCRAM-SHA-256$ITERATIONS:base64(SALT)$base64(StoredKey):base64(ServerKey)
//   SaltedPassword = PBKDF2-HMAC-SHA-256(password, SALT, ITERATIONS)
//   StoredKey      = SHA-256(HMAC(SaltedPassword, "Client Key"))

namespace pgmeta::roles {

namespace {

constexpr std::size_t key_bytes = 32;
constexpr int max_iterations = 10'000'000;
using Key = std::array<std::uint8_t, key_bytes>;

struct Scram {
    int iterations = 0;
    std::vector<std::uint8_t> salt;
    std::vector<std::uint8_t> stored_key;
};

const std::uint8_t* bytes_of(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());  // NOLINT: OpenSSL takes bytes
}

std::optional<std::vector<std::uint8_t>> decode(std::string_view base64) {
    if (base64.empty() || base64.size() % 4 != 0) return std::nullopt;
    std::vector<std::uint8_t> bytes(base64.size() / 4 * 3);
    const auto size =
        EVP_DecodeBlock(bytes.data(), bytes_of(base64), static_cast<int>(base64.size()));
    if (size < 0) return std::nullopt;
    auto end = static_cast<std::size_t>(size);
    if (base64.ends_with('=')) --end;
    if (base64.ends_with("==")) --end;
    bytes.resize(end);
    return bytes;
}

std::optional<Scram> parse(std::string_view text) {
    constexpr std::string_view prefix = "SCRAM-SHA-256$";
    if (!text.starts_with(prefix)) return std::nullopt;
    text.remove_prefix(prefix.size());
    const auto colon = text.find(':');
    const auto dollar = text.find('$');
    const auto last = text.rfind(':');
    if (colon == std::string_view::npos || dollar == std::string_view::npos || colon > dollar ||
        last < dollar)
        return std::nullopt;
    Scram scram;
    std::from_chars(text.data(), text.data() + colon, scram.iterations);
    auto salt = decode(text.substr(colon + 1, dollar - colon - 1));
    auto key = decode(text.substr(dollar + 1, last - dollar - 1));
    if (!salt || !key || key->size() != key_bytes) return std::nullopt;
    if (scram.iterations < 1 || scram.iterations > max_iterations) return std::nullopt;
    scram.salt = std::move(*salt);
    scram.stored_key = std::move(*key);
    return scram;
}

Key stored_key(const Scram& scram, std::string_view password) {
    Key salted{};
    PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), scram.salt.data(),
                      static_cast<int>(scram.salt.size()), scram.iterations, EVP_sha256(),
                      static_cast<int>(salted.size()), salted.data());
    constexpr std::string_view label = "Client Key";
    Key client{};
    unsigned int size = 0;
    HMAC(EVP_sha256(), salted.data(), static_cast<int>(salted.size()), bytes_of(label),
         label.size(), client.data(), &size);
    Key stored{};
    EVP_Digest(client.data(), client.size(), stored.data(), &size, EVP_sha256(), nullptr);
    OPENSSL_cleanse(salted.data(), salted.size());
    OPENSSL_cleanse(client.data(), client.size());
    return stored;
}

std::string escape_pgpass(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == ':' || c == '\\') escaped += '\\';
        escaped += c;
    }
    return escaped;
}

}  // namespace

std::string md5_verifier(std::string_view role, std::string_view password) {
    std::string text{password};
    text += role;
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    const int done = EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_md5(), nullptr);
    OPENSSL_cleanse(text.data(), text.size());
    if (done != 1)
        throw Error{Fault::environment, "password-not-hashed", "this system's OpenSSL refuses md5"};
    constexpr std::string_view digits = "0123456789abcdef";
    std::string verifier = "md5";
    for (unsigned int i = 0; i < size; ++i) {
        verifier += digits[digest[i] >> 4U];
        verifier += digits[digest[i] & 15U];
    }
    return verifier;
}

bool matches(std::string_view verifier, std::string_view role, std::string_view password) {
    if (const auto scram = parse(verifier)) {
        const auto key = stored_key(*scram, password);
        return CRYPTO_memcmp(key.data(), scram->stored_key.data(), key.size()) == 0;
    }
    return verifier.starts_with("md5") && verifier == md5_verifier(role, password);
}

std::string generate_password() {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    constexpr std::size_t length = 32;
    constexpr std::uint8_t limit = 256 / letters.size() * letters.size();
    std::string password;
    while (password.size() < length) {
        std::array<std::uint8_t, 64> random{};
        if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
            throw Error{Fault::environment, "no-randomness", "OpenSSL has no random bytes to give"};
        for (const auto byte : random)
            if (byte < limit && password.size() < length)
                password += letters[byte % letters.size()];
    }
    return password;
}

void check_password(std::string_view password) {
    const auto refuse = [](std::string message) {
        throw Error{Fault::usage, "bad-password", std::move(message)};
    };
    if (password.empty()) refuse("expected a password, found an empty one");
    if (password.find('\0') != std::string_view::npos)
        refuse("expected a password, found one with a NUL byte");
    if (password.find_first_of("\r\n") != std::string_view::npos)
        refuse("expected a password of one line, found a line end in it");
}

std::string pgpass_line(std::string_view host,
                        std::string_view port,
                        std::string_view database,
                        std::string_view user,
                        std::string_view password) {
    std::string line;
    for (const auto part : {host, port, database, user, password}) {
        if (!line.empty()) line += ':';
        line += escape_pgpass(part);
    }
    return line + '\n';
}

}  // namespace pgmeta::roles
