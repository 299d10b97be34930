// SPDX-License-Identifier: MIT
#include "pgmeta/base/digest_cache.hpp"

#include "pgmeta/base/digest.hpp"
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
#include <utility>

namespace pgmeta {

namespace {

constexpr std::string_view magic = "pgmeta digests 1\n";
constexpr std::int64_t second = 1'000'000'000;

std::int64_t nanoseconds(const timespec& time) {
    return static_cast<std::int64_t>(time.tv_sec) * second + time.tv_nsec;
}

std::int64_t now() {
    using namespace std::chrono;
    return duration_cast<std::chrono::nanoseconds>(system_clock::now().time_since_epoch()).count();
}

constexpr std::string_view hex_digits = "0123456789abcdef";

std::string to_hex(const std::array<unsigned char, 32>& bytes) {
    std::string text(bytes.size() * 2, '0');
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        text[2 * i] = hex_digits[bytes[i] >> 4U];
        text[2 * i + 1] = hex_digits[bytes[i] & 0xfU];
    }
    return text;
}

std::array<unsigned char, 32> from_hex(std::string_view text) {
    std::array<unsigned char, 32> bytes{};
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
    static_assert(std::is_trivially_copyable_v<Entry>);
    try {
        const auto text = read_file_if_exists(store_);
        if (!text || !text->starts_with(magic)) return;
        const auto size = text->size() - magic.size();
        if (size % sizeof(Entry) != 0) return;
        known_.resize(size / sizeof(Entry));
        std::memcpy(known_.data(), text->data() + magic.size(), size);
        if (!std::is_sorted(known_.begin(), known_.end(), by_path)) known_.clear();
        index();
    } catch (const std::exception&) {
        known_.clear();
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

void DigestCache::index() {
    constexpr unsigned bits = 64;
    other_bits_ = bits - static_cast<unsigned>(std::bit_width(known_.size()));
    if (other_bits_ == bits) return;
    const std::size_t size = std::size_t{1} << (bits - other_bits_);
    begins_.reserve(size + 1);
    for (std::size_t i = 0; i < known_.size(); ++i)
        while (begins_.size() <= known_[i].path >> other_bits_)
            begins_.push_back(static_cast<std::uint32_t>(i));
    begins_.resize(size + 1, static_cast<std::uint32_t>(known_.size()));
}

const DigestCache::Entry* DigestCache::find(const Entry& now) const {
    if (known_.empty()) return nullptr;
    const auto place = now.path >> other_bits_;
    for (auto i = begins_[place]; i < begins_[place + 1]; ++i)
        if (known_[i].path == now.path && known_[i].same_file(now)) return &known_[i];
    return nullptr;
}

std::optional<std::string> DigestCache::remembered(const std::string& file, View& view) const {
    const auto entry = look_at(file, view);
    const auto* known = entry ? find(*entry) : nullptr;
    return known == nullptr ? std::nullopt : std::optional{to_hex(known->digest)};
}

std::optional<std::string> DigestCache::digest(const std::string& file) {
    auto entry = look_at(file, view_);
    if (entry)
        if (const auto* known = find(*entry)) return to_hex(known->digest);
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
    auto all = fresh_;
    std::sort(all.begin(), all.end(), by_path);
    const auto fresh_count = static_cast<std::ptrdiff_t>(all.size());
    std::copy_if(known_.begin(), known_.end(), std::back_inserter(all), [&](const Entry& entry) {
        return !std::binary_search(all.begin(), all.begin() + fresh_count, entry, by_path);
    });
    std::inplace_merge(all.begin(), all.begin() + fresh_count, all.end(), by_path);
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
