// SPDX-License-Identifier: MIT
#include "pgmeta/base/digest.hpp"

#include "pgmeta/base/error.hpp"

#include <openssl/evp.h>

#include <array>

namespace pgmeta {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

}  // namespace

std::string hex_of(const Sha256Bytes& digest) {
    std::string text(digest.size() * 2, '0');
    for (std::size_t i = 0; i < digest.size(); ++i) {
        text[2 * i] = hex_digits[digest[i] >> 4U];
        text[2 * i + 1] = hex_digits[digest[i] & 0xfU];
    }
    return text;
}

bool is_hex_of(std::string_view hex, const Sha256Bytes& digest) {
    if (hex.size() != digest.size() * 2) return false;
    for (std::size_t i = 0; i < digest.size(); ++i)
        if (hex[2 * i] != hex_digits[digest[i] >> 4U] ||
            hex[2 * i + 1] != hex_digits[digest[i] & 0xfU])
            return false;
    return true;
}

struct Sha256::State {
    // Fetched once per object: an implicit fetch costs more than hashing a short script.
    EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    EVP_MD_CTX* context = EVP_MD_CTX_new();

    State() { start(); }

    ~State() {
        EVP_MD_CTX_free(context);
        EVP_MD_free(algorithm);
    }

    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void start() const {
        if (algorithm == nullptr || context == nullptr ||
            EVP_DigestInit_ex2(context, algorithm, nullptr) != 1)
            throw Error{Fault::environment, "digest-unavailable", "OpenSSL offers no SHA-256"};
    }
};

Sha256::Sha256() : state_{std::make_unique<State>()} {}

Sha256::~Sha256() = default;

Sha256& Sha256::update(std::string_view bytes) {
    EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
    return *this;
}

std::string Sha256::hex() {
    Sha256Bytes raw{};
    EVP_DigestFinal_ex(state_->context, raw.data(), nullptr);
    state_->start();
    return hex_of(raw);
}

std::string sha256_hex(std::string_view bytes) {
    thread_local Sha256 hasher;
    return hasher.update(bytes).hex();
}

std::string sha512_integrity(std::string_view bytes) {
    std::array<unsigned char, 64> raw{};
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), raw.data(), &size, EVP_sha512(), nullptr) != 1)
        throw Error{Fault::environment, "digest-unavailable", "OpenSSL offers no SHA-512"};
    std::array<unsigned char, 89> text{};  // 4 characters for 3 bytes, and a NUL
    const int length = EVP_EncodeBlock(text.data(), raw.data(), static_cast<int>(size));
    return "sha512-" + std::string{text.begin(), text.begin() + length};
}

}  // namespace pgmeta
