// SPDX-License-Identifier: MIT
#include "pgmeta/base/digest_cache.hpp"

#include "pgmeta/base/files.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <string_view>
#include <sys/stat.h>
#include <type_traits>
#include <unistd.h>
#include <unordered_map>
#include <utility>

namespace pgmeta {

namespace {

/// As long as the alignment of what follows it.
constexpr std::string_view magic = "pgmeta digest 2\n";
constexpr std::int64_t second = 1'000'000'000;

std::int64_t nanoseconds(const timespec& time) {
    return static_cast<std::int64_t>(time.tv_sec) * second + time.tv_nsec;
}

std::int64_t now() {
    using namespace std::chrono;
    return duration_cast<std::chrono::nanoseconds>(system_clock::now().time_since_epoch()).count();
}

constexpr std::string_view hex_digits = "0123456789abcdef";

Sha256Bytes from_hex(std::string_view text) {
    Sha256Bytes bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<unsigned char>(hex_digits.find(text[2 * i]) << 4U |
                                              hex_digits.find(text[2 * i + 1]));
    return bytes;
}

}  // namespace

std::filesystem::path user_cache_directory() {
    const auto variable = [](const char* name) -> std::filesystem::path {
        const char* value = std::getenv(name);
        return value == nullptr ? "" : value;
    };
    if (auto cache = variable("XDG_CACHE_HOME"); cache.is_absolute()) return cache;
    if (auto home = variable("HOME"); home.is_absolute()) return home / ".cache";
    return {};
}

bool DigestCache::Entry::same_file(const Entry& other) const {
    return device == other.device && inode == other.inode && size == other.size &&
           modified == other.modified && changed == other.changed;
}

DigestCache::DigestCache(const std::filesystem::path& folder) {
    const auto cache = user_cache_directory();
    if (cache.empty()) return;
    std::error_code failed;
    const auto name = std::filesystem::weakly_canonical(folder, failed);
    store_ = cache / "pgmeta/digests" / sha256_hex(name.string()).substr(0, 32);
    load();
}

void DigestCache::load() {
    static_assert(std::is_trivially_copyable_v<Entry> && magic.size() % alignof(Entry) == 0);
    try {
        auto text = read_file_if_exists(store_);
        if (!text || !text->starts_with(magic)) return;
        const auto size = text->size() - magic.size();
        if (size % sizeof(Entry) != 0) return;
        stored_ = std::move(*text);
        known_ = {reinterpret_cast<const Entry*>(stored_.data() + magic.size()),
                  size / sizeof(Entry)};
    } catch (const std::exception&) {
        known_ = {};
    }
}

DigestCache::View::~View() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void DigestCache::View::enter(std::string_view directory) {
    if (directory == directory_) return;
    if (descriptor_ >= 0) ::close(descriptor_);
    directory_ = directory;
    descriptor_ = ::open(directory_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
}

std::optional<DigestCache::Entry> DigestCache::look_at(const std::string& file, View& view) const {
    if (store_.empty()) return std::nullopt;
    const auto name = file.rfind('/') + 1;
    if (name != 0) view.enter(std::string_view{file}.substr(0, name));
    const int from = name == 0 ? AT_FDCWD : view.descriptor_;

    struct stat found {};

    if (::fstatat(from, file.c_str() + name, &found, 0) != 0) return std::nullopt;
    Entry entry;
    entry.path = std::hash<std::string_view>{}(file);
    entry.device = found.st_dev;
    entry.inode = found.st_ino;
    entry.size = static_cast<std::uint64_t>(found.st_size);
    entry.modified = nanoseconds(found.st_mtim);
    entry.changed = nanoseconds(found.st_ctim);
    return entry;
}

void DigestCache::index() const {
    slots_.assign(std::bit_ceil(2 * known_.size() + 1), 0);
    const auto mask = slots_.size() - 1;
    for (std::size_t place = 0; place < known_.size(); ++place) {
        auto slot = known_[place].path & mask;
        while (slots_[slot] != 0)
            slot = (slot + 1) & mask;
        slots_[slot] = static_cast<std::uint32_t>(place + 1);
    }
}

/// The size of known_ when it is not there.
std::size_t DigestCache::place_of(std::uint64_t path) const {
    std::call_once(indexed_, [this] { index(); });
    const auto mask = slots_.size() - 1;
    for (auto slot = path & mask; slots_[slot] != 0; slot = (slot + 1) & mask)
        if (known_[slots_[slot] - 1].path == path) return slots_[slot] - 1;
    return known_.size();
}

const DigestCache::Entry* DigestCache::find(const Entry& now, View& view) const {
    const auto is_at = [&](std::size_t place) {
        return known_[place].path == now.path && known_[place].same_file(now);
    };
    if (view.next_ >= known_.size() || !is_at(view.next_)) {
        const auto place = place_of(now.path);
        if (place == known_.size() || !is_at(place)) return nullptr;
        view.next_ = place;
    }
    return &known_[view.next_++];
}

const Sha256Bytes* DigestCache::remembered(const std::string& file, View& view) const {
    const auto entry = look_at(file, view);
    const auto* known = entry ? find(*entry, view) : nullptr;
    return known == nullptr ? nullptr : &known->digest;
}

std::optional<std::string> DigestCache::digest(const std::string& file) {
    auto entry = look_at(file, view_);
    if (entry)
        if (const auto* known = find(*entry, view_)) return hex_of(known->digest);
    const auto read_at = now();
    const auto text = read_file_if_exists(file);
    if (!text) return std::nullopt;
    ++files_read_;
    auto digest = sha256_hex(*text);
    const bool settled = entry && std::max(entry->modified, entry->changed) < read_at - 2 * second;
    // A file that grew between the look and the reading is not the one that was looked at.
    if (settled && entry->size == text->size()) {
        entry->digest = from_hex(digest);
        fresh_.push_back(*entry);
    }
    return digest;
}

void DigestCache::write() const {
    std::vector<Entry> all(known_.begin(), known_.end());
    std::unordered_map<std::uint64_t, std::size_t> added;
    for (const auto& entry : fresh_) {
        auto place = place_of(entry.path);
        if (place == known_.size()) place = added.try_emplace(entry.path, all.size()).first->second;
        if (place == all.size())
            all.push_back(entry);
        else
            all[place] = entry;
    }
    std::string text{magic};
    text.append(reinterpret_cast<const char*>(all.data()), all.size() * sizeof(Entry));
    std::filesystem::create_directories(store_.parent_path());
    write_file_atomically(store_, text);
}

void DigestCache::save() noexcept {
    if (fresh_.empty() || store_.empty()) return;
    try {
        write();
        fresh_.clear();
    } catch (const std::exception&) {
        return;  // the next run reads the files again
    }
}

}  // namespace pgmeta
