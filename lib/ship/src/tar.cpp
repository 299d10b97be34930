// SPDX-License-Identifier: MIT
#include "tar.hpp"

#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <zlib.h>

namespace pgmeta::ship {

namespace {

// POSIX.1-1988 "ustar" header: offsets and sizes of the fields we set.
constexpr std::size_t block = 512;
constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_prefix = 155;
constexpr std::size_t checksum_at = 148;
constexpr std::size_t prefix_at = 345;

struct SplitPath {
    std::string_view prefix;
    std::string_view name;
};

SplitPath split(std::string_view path) {
    if (path.size() <= longest_name) return {{}, path};
    // The earliest slash after which the name fits keeps the prefix shortest.
    const auto slash = path.find('/', path.size() - longest_name - 1);
    if (slash == std::string_view::npos || slash > longest_prefix || slash + 1 == path.size())
        throw Error{Fault::workspace, "path-too-long",
                    fmt::format("expected a path that an archive can hold, found {} bytes: `{}`",
                                path.size(), path)}
            .hint("shorten the change's name: 255 bytes at most, 100 behind the last slash");
    return {path.substr(0, slash), path.substr(slash + 1)};
}

void put(std::string& header, std::size_t at, std::string_view text) {
    header.replace(at, text.size(), text);
}

std::string octal(std::uint64_t value, int digits) {
    return fmt::format("{:0{}o}", value, digits);
}

std::string header_of(const SplitPath& path,
                      std::size_t size,
                      std::int64_t seconds,
                      bool executable) {
    std::string header(block, '\0');
    put(header, 0, path.name);
    put(header, 100, executable ? "0000755" : "0000644");
    put(header, 108, "0000000");  // owner
    put(header, 116, "0000000");  // group
    put(header, 124, octal(size, 11));
    put(header, 136, octal(static_cast<std::uint64_t>(seconds), 11));
    put(header, checksum_at, "        ");
    put(header, 156, "0");  // a plain file
    put(header, 257, "ustar");
    put(header, 263, "00");
    put(header, prefix_at, path.prefix);
    std::uint64_t sum = 0;
    for (const char c : header)
        sum += static_cast<unsigned char>(c);
    put(header, checksum_at, octal(sum, 7));
    header[checksum_at + 7] = '\0';
    return header;
}

Error out_of_memory() {
    return Error{Fault::internal, "bug", "zlib did not compress"};
}

struct Deflate {
    z_stream stream{};

    Deflate() {
        constexpr int gzip_format = MAX_WBITS + 16;
        constexpr int memory_level = 8;
        if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_format, memory_level,
                         Z_DEFAULT_STRATEGY) != Z_OK)
            throw out_of_memory();
    }

    ~Deflate() { deflateEnd(&stream); }

    Deflate(const Deflate&) = delete;
    Deflate& operator=(const Deflate&) = delete;
};

/// zlib's own header has neither time nor name; the system it names is always Unix here.
std::string gzip(std::string input) {
    Deflate deflate_state;
    auto& stream = deflate_state.stream;
    std::string output;
    std::size_t taken = 0;
    int status = Z_OK;
    while (status != Z_STREAM_END) {
        constexpr std::size_t step = std::size_t{1} << 20U;
        const auto size = std::min(step, input.size() - taken);
        stream.next_in = reinterpret_cast<Bytef*>(input.data() + taken);
        stream.avail_in = static_cast<uInt>(size);
        taken += size;
        const int flush = taken == input.size() ? Z_FINISH : Z_NO_FLUSH;
        do {
            const auto before = output.size();
            output.resize(before + step);
            stream.next_out = reinterpret_cast<Bytef*>(output.data() + before);
            stream.avail_out = static_cast<uInt>(step);
            status = deflate(&stream, flush);
            if (status == Z_STREAM_ERROR) throw out_of_memory();
            output.resize(output.size() - stream.avail_out);
        } while (stream.avail_out == 0);
    }
    return output;
}

}  // namespace

void TarWriter::add(std::string_view path, std::string_view content, bool executable) {
    bytes_ += header_of(split(path), content.size(), seconds_, executable);
    bytes_ += content;
    bytes_.resize((bytes_.size() + block - 1) / block * block);
}

std::string TarWriter::finish() const {
    return gzip(bytes_ + std::string(2 * block, '\0'));
}

}  // namespace pgmeta::ship
