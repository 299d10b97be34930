// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace pgmeta::tenant {

/// Bytes that nobody else shall see: a key, a password, a code.  Overwritten when let go.
///
/// Move-only, so that a copy is always meant; it has no stream operator and no comparison, so that
/// it is neither printed nor compared by accident.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string_view bytes);
    ~Secret();
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;

    /// Takes over `text` and overwrites where it stood.
    static Secret take(std::string& text);

    /// `size` bytes of OpenSSL's generator.  Throws "no-randomness".
    static Secret random(std::size_t size);

    [[nodiscard]] Secret copy() const { return Secret{view()}; }

    [[nodiscard]] std::string_view view() const { return {bytes_.get(), size_}; }

    [[nodiscard]] std::size_t size() const { return size_; }

    [[nodiscard]] bool empty() const { return size_ == 0; }

private:
    void wipe() noexcept;

    std::unique_ptr<char[]> bytes_;  // NOLINT(*-avoid-c-arrays): a string would leave copies behind
    std::size_t size_ = 0;
};

}  // namespace pgmeta::tenant
