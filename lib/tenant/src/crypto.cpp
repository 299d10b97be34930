// SPDX-License-Identifier: MIT
#include "crypto.hpp"

#include "pgmeta/base/error.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <cctype>
#include <cstdint>
#include <memory>

namespace pgmeta::tenant::crypto {

namespace {

constexpr std::size_t tag_bytes = 16;
constexpr std::string_view base32_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

struct FreeCipher {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

const unsigned char* in(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());  // NOLINT: OpenSSL takes bytes
}

unsigned char* out(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());  // NOLINT: OpenSSL takes bytes
}

int length(std::string_view bytes) {
    return static_cast<int>(bytes.size());
}

void require(bool done, const char* what) {
    if (!done)
        throw Error{Fault::environment, "crypto-failed",
                    std::string{"OpenSSL could not do "} + what};
}

std::string hmac(const EVP_MD* digest, std::string_view key, std::string_view text) {
    std::string mac(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    require(
        HMAC(digest, key.data(), length(key), in(text), text.size(), out(mac), &size) != nullptr,
        "HMAC");
    mac.resize(size);
    return mac;
}

Cipher cipher(std::string_view key, std::string_view iv, int encrypt) {
    Cipher context{EVP_CIPHER_CTX_new()};
    require(
        context && key.size() == 32 &&
            EVP_CipherInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, nullptr, nullptr,
                              encrypt) == 1 &&
            EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_IVLEN, length(iv), nullptr) == 1 &&
            EVP_CipherInit_ex(context.get(), nullptr, nullptr, in(key), in(iv), encrypt) == 1,
        "AES-256-GCM");
    return context;
}

/// Runs additional data and text through; the result is as long as the text.
std::string run(const Cipher& context, std::string_view additional, std::string_view text) {
    int size = 0;
    if (!additional.empty())
        require(EVP_CipherUpdate(context.get(), nullptr, &size, in(additional),
                                 length(additional)) == 1,
                "AES-256-GCM");
    std::string result(text.size(), '\0');
    if (!text.empty())
        require(EVP_CipherUpdate(context.get(), out(result), &size, in(text), length(text)) == 1,
                "AES-256-GCM");
    return result;
}

}  // namespace

std::string random_bytes(std::size_t size) {
    std::string bytes(size, '\0');
    if (RAND_bytes(out(bytes), static_cast<int>(size)) != 1)
        throw Error{Fault::environment, "no-randomness", "OpenSSL has no random bytes to give"};
    return bytes;
}

void wipe(std::string& text) {
    // Up to the capacity: an earlier, longer value may still stand behind the end.
    text.resize(text.capacity());
    OPENSSL_cleanse(text.data(), text.size());
    text.clear();
}

bool equal(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

std::string base64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    text.resize(static_cast<std::size_t>(EVP_EncodeBlock(out(text), in(bytes), length(bytes))));
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::string bytes(text.size() / 4 * 3, '\0');
    const int size = EVP_DecodeBlock(out(bytes), in(text), length(text));
    if (size < 0) return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=')
        ++padding;
    if (static_cast<std::size_t>(size) < padding) return std::nullopt;
    bytes.resize(static_cast<std::size_t>(size) - padding);
    // OpenSSL is lenient with white space and spare bits; there shall be one spelling.
    if (base64(bytes) != text) return std::nullopt;
    return bytes;
}

std::string base64url(std::string_view bytes) {
    auto text = base64(bytes);
    while (text.ends_with('='))
        text.pop_back();
    for (char& c : text) {
        if (c == '+') c = '-';
        if (c == '/') c = '_';
    }
    return text;
}

std::string base32(std::string_view bytes) {
    std::string text;
    std::uint32_t buffer = 0;
    unsigned bits = 0;
    for (const char c : bytes) {
        buffer = (buffer << 8U) | static_cast<unsigned char>(c);
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            text += base32_letters[(buffer >> bits) & 31U];
        }
    }
    if (bits > 0) text += base32_letters[(buffer << (5 - bits)) & 31U];
    return text;
}

std::optional<Secret> from_base32(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size());  // it must not grow: what it leaves behind is not overwritten
    std::uint32_t buffer = 0;
    unsigned bits = 0;
    for (const char c : text) {
        if (c == '=' || std::isspace(static_cast<unsigned char>(c)) != 0) continue;
        const auto upper = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        const auto value = base32_letters.find(upper);
        if (value == std::string_view::npos) {
            wipe(bytes);
            return std::nullopt;
        }
        buffer = (buffer << 5U) | static_cast<std::uint32_t>(value);
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>((buffer >> bits) & 255U);
    }
    return Secret::take(bytes);
}

std::string hmac_sha256(std::string_view key, std::string_view text) {
    return hmac(EVP_sha256(), key, text);
}

std::string hmac_sha1(std::string_view key, std::string_view text) {
    return hmac(EVP_sha1(), key, text);
}

Secret scrypt(std::string_view passphrase, std::string_view salt) {
    constexpr std::uint64_t n = 16384;
    constexpr std::uint64_t r = 8;
    constexpr std::uint64_t most_memory = 64ULL << 20U;
    std::string key(32, '\0');
    require(EVP_PBE_scrypt(passphrase.data(), passphrase.size(), in(salt), salt.size(), n, r, 1,
                           most_memory, out(key), key.size()) == 1,
            "scrypt");
    return Secret::take(key);
}

Sealed seal(std::string_view key,
            std::string_view iv,
            std::string_view plaintext,
            std::string_view additional) {
    const auto context = cipher(key, iv, 1);
    Sealed sealed;
    sealed.ciphertext = run(context, additional, plaintext);
    sealed.tag.assign(tag_bytes, '\0');
    std::array<unsigned char, 16> rest{};  // GCM leaves nothing for the end
    int size = 0;
    require(EVP_CipherFinal_ex(context.get(), rest.data(), &size) == 1 &&
                EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, tag_bytes,
                                    sealed.tag.data()) == 1,
            "AES-256-GCM");
    return sealed;
}

std::optional<Secret> open(std::string_view key,
                           std::string_view iv,
                           const Sealed& sealed,
                           std::string_view additional) {
    if (sealed.tag.size() != tag_bytes || iv.empty()) return std::nullopt;
    const auto context = cipher(key, iv, 0);
    auto plaintext = run(context, additional, sealed.ciphertext);
    auto secret = Secret::take(plaintext);
    auto tag = sealed.tag;
    std::array<unsigned char, 16> rest{};
    int size = 0;
    require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, tag_bytes, tag.data()) == 1,
            "AES-256-GCM");
    if (EVP_CipherFinal_ex(context.get(), rest.data(), &size) != 1) return std::nullopt;
    return secret;
}

}  // namespace pgmeta::tenant::crypto
