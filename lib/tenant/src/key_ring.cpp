// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/key_ring.hpp"

#include "crypto.hpp"
#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

// An encrypted token:
//   v1:KEK:base64(IV, 12 bytes):base64(ciphertext, tag of 16 bytes)
//   additional data: spaces.credentials|SPACE|PROVIDER|access   (or refresh)

namespace pgmeta::tenant {

namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::size_t iv_bytes = 12;
constexpr std::size_t tag_bytes = 16;
constexpr std::string_view only_id = "env-v1";

Error bad_key(std::string message) {
    return Error{Fault::usage, "kek-malformed", std::move(message)}.hint(
        "`openssl rand -base64 32` makes one");
}

Error malformed(std::string message) {
    return Error{Fault::conflict, "secret-malformed", std::move(message)};
}

Error not_decrypted(std::string_view id) {
    return Error{Fault::conflict, "secret-not-decrypted",
                 fmt::format("key `{}` does not decrypt this: it is another key, the text stood "
                             "elsewhere, or was changed since",
                             id)};
}

std::string place(std::string_view space, std::string_view provider, Token token) {
    return fmt::format("spaces.credentials|{}|{}|{}", space, provider,
                       token == Token::access ? "access" : "refresh");
}

crypto::Sealed split_tag(std::string_view bytes) {
    const auto end = bytes.size() - tag_bytes;
    return {std::string{bytes.substr(0, end)}, std::string{bytes.substr(end)}};
}

struct Parts {
    std::string_view version, kek, iv, sealed;
};

std::optional<Parts> split(std::string_view text) {
    Parts parts;
    for (auto* part : {&parts.version, &parts.kek, &parts.iv}) {
        const auto colon = text.find(':');
        if (colon == std::string_view::npos) return std::nullopt;
        *part = text.substr(0, colon);
        text.remove_prefix(colon + 1);
    }
    parts.sealed = text;
    if (parts.kek.empty() || text.find(':') != std::string_view::npos) return std::nullopt;
    return parts;
}

std::string bytes_of(std::string_view name, std::string_view base64) {
    auto bytes = crypto::from_base64(base64);
    if (!bytes) throw malformed(fmt::format("expected base64 as {}, found other text", name));
    return std::move(*bytes);
}

std::string iv_of(std::string_view base64) {
    auto iv = bytes_of("initialisation vector", base64);
    if (iv.size() != iv_bytes)
        throw malformed(fmt::format("expected an initialisation vector of {} bytes, found {}",
                                    iv_bytes, iv.size()));
    return iv;
}

}  // namespace

void KeyRing::load(std::string_view id, std::string_view base64) {
    // A message that named this id would print the key.
    if (auto swapped = crypto::from_base64(id); swapped && swapped->size() >= key_bytes) {
        Secret::take(*swapped);
        throw bad_key("expected an id before `:`, found what looks like the key");
    }
    if (id.empty() || id.find(':') != std::string_view::npos)
        throw bad_key("expected an id without `:` for a key, found another");
    auto decoded = crypto::from_base64(base64);
    if (!decoded) throw bad_key(fmt::format("expected key `{}` in base64, found other text", id));
    auto bytes = Secret::take(*decoded);
    if (bytes.size() != key_bytes)
        throw bad_key(
            fmt::format("expected key `{}` of {} bytes, found {}", id, key_bytes, bytes.size()));
    const auto known =
        std::find_if(keys_.begin(), keys_.end(), [&](const Key& key) { return key.id == id; });
    if (known == keys_.end()) {
        keys_.push_back({std::string{id}, std::move(bytes)});
        return;
    }
    if (!crypto::equal(known->bytes.view(), bytes.view()))
        throw bad_key(fmt::format("expected one key under id `{}`, found two that differ", id));
}

KeyRing KeyRing::parse(std::string_view text) {
    constexpr std::string_view separators = ", \t\r\n";
    KeyRing ring;
    while (true) {
        const auto begin = text.find_first_not_of(separators);
        if (begin == std::string_view::npos) break;
        text.remove_prefix(begin);
        const auto entry = text.substr(0, text.find_first_of(separators));
        text.remove_prefix(entry.size());
        const auto colon = entry.find(':');
        if (colon == std::string_view::npos)
            ring.load(only_id, entry);
        else
            ring.load(entry.substr(0, colon), entry.substr(colon + 1));
    }
    static_cast<void>(ring.first());
    return ring;
}

const KeyRing::Key& KeyRing::first() const {
    if (keys_.empty())
        throw Error{Fault::usage, "kek-missing", "expected a key of the service, found none"};
    return keys_.front();
}

const KeyRing::Key& KeyRing::named(std::string_view id) const {
    static_cast<void>(first());
    const auto found =
        std::find_if(keys_.begin(), keys_.end(), [&](const Key& key) { return key.id == id; });
    if (found == keys_.end())
        throw Error{Fault::conflict, "kek-unknown",
                    fmt::format("this was encrypted with key `{}`, which is not loaded", id)}
            .hint("give the key of that id too");
    return *found;
}

const std::string& KeyRing::current() const {
    return first().id;
}

WrappedKey KeyRing::wrap(const Secret& key) const {
    if (key.size() != key_bytes)
        throw Error{
            Fault::usage, "invalid-argument",
            fmt::format("expected a key of {} bytes to wrap, found {}", key_bytes, key.size())};
    const auto iv = crypto::random_bytes(iv_bytes);
    const auto sealed = crypto::seal(first().bytes.view(), iv, key.view());
    return {first().id, crypto::base64(sealed.ciphertext + sealed.tag), crypto::base64(iv)};
}

Secret KeyRing::unwrap(const WrappedKey& wrapped) const {
    const auto& kek = named(wrapped.kek_id);
    const auto iv = iv_of(wrapped.iv);
    const auto bytes = bytes_of("wrapped key", wrapped.wrapped);
    if (bytes.size() != key_bytes + tag_bytes)
        throw malformed(fmt::format("expected a wrapped key of {} bytes, found {}",
                                    key_bytes + tag_bytes, bytes.size()));
    auto key = crypto::open(kek.bytes.view(), iv, split_tag(bytes));
    if (!key) throw not_decrypted(wrapped.kek_id);
    return std::move(*key);
}

std::string KeyRing::encrypt(std::string_view space,
                             std::string_view provider,
                             Token token,
                             std::string_view plaintext) const {
    const auto& kek = first();
    const auto iv = crypto::random_bytes(iv_bytes);
    const auto sealed =
        crypto::seal(kek.bytes.view(), iv, plaintext, place(space, provider, token));
    return fmt::format("v1:{}:{}:{}", kek.id, crypto::base64(iv),
                       crypto::base64(sealed.ciphertext + sealed.tag));
}

Secret KeyRing::decrypt(std::string_view space,
                        std::string_view provider,
                        Token token,
                        std::string_view text) const {
    const auto parts = split(text);
    if (!parts) throw malformed("expected `v1:KEY:IV:CIPHERTEXT`, found other text");
    if (parts->version != "v1")
        throw Error{
            Fault::conflict, "secret-version-unknown",
            fmt::format("expected encrypted text of version `v1`, found `{}`", parts->version)};
    const auto& kek = named(parts->kek);
    const auto iv = iv_of(parts->iv);
    const auto bytes = bytes_of("ciphertext", parts->sealed);
    if (bytes.size() < tag_bytes)
        throw malformed(fmt::format("expected at least {} bytes of ciphertext, found {}", tag_bytes,
                                    bytes.size()));
    auto plaintext =
        crypto::open(kek.bytes.view(), iv, split_tag(bytes), place(space, provider, token));
    if (!plaintext) throw not_decrypted(kek.id);
    return std::move(*plaintext);
}

std::string KeyRing::kek_of(std::string_view text) {
    const auto parts = split(text);
    return parts ? std::string{parts->kek} : std::string{};
}

}  // namespace pgmeta::tenant
