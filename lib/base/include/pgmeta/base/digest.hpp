// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace pgmeta {

using Sha256Bytes = std::array<unsigned char, 32>;

/// 64 lowercase hex digits.
std::string hex_of(const Sha256Bytes& digest);

/// Whether `hex` is hex_of(digest).
bool is_hex_of(std::string_view hex, const Sha256Bytes& digest);

/// SHA-256 of text that arrives in pieces.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    Sha256& update(std::string_view bytes);
    /// The digest as 64 lowercase hex digits.  The object starts over afterwards.
    std::string hex();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// SHA-256 of `bytes` as 64 lowercase hex digits.
std::string sha256_hex(std::string_view bytes);

/// SHA-512 of `bytes` as npm writes it: `sha512-` and base64 (W3C, "Subresource Integrity").
std::string sha512_integrity(std::string_view bytes);

}  // namespace pgmeta
