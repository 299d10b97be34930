// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>
#include <zlib.h>

namespace pgmeta::test {

/// A tar archive written byte by byte, so that it can hold what no archiver would write.
class Tarball {
public:
    Tarball& file(std::string_view path, std::string_view content, unsigned mode = 0644) {
        return entry(path, '0', content, mode, {});
    }

    Tarball& folder(std::string_view path) { return entry(path, '5', {}, 0755, {}); }

    /// A link (1 hard, 2 symbolic), a device (3, 4) or a pipe (6).
    Tarball& special(std::string_view path, char type, std::string_view target) {
        return entry(path, type, {}, 0644, target);
    }

    [[nodiscard]] std::string gzip() const {
        const auto text = bytes_ + std::string(1024, '\0');
        std::string result(compressBound(text.size()) + 64, '\0');
        z_stream stream{};
        constexpr int gzip_format = 15 + 16;
        if (deflateInit2(&stream, 9, Z_DEFLATED, gzip_format, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            throw std::runtime_error{"deflateInit2"};
        std::string input = text;
        stream.next_in = reinterpret_cast<Bytef*>(input.data());
        stream.avail_in = static_cast<uInt>(input.size());
        stream.next_out = reinterpret_cast<Bytef*>(result.data());
        stream.avail_out = static_cast<uInt>(result.size());
        deflate(&stream, Z_FINISH);
        result.resize(stream.total_out);
        deflateEnd(&stream);
        return result;
    }

private:
    Tarball& entry(std::string_view path,
                   char type,
                   std::string_view content,
                   unsigned mode,
                   std::string_view target) {
        std::string header(512, '\0');
        header.replace(0, path.size(), path);
        const auto number = [&](std::size_t at, int width, unsigned long value) {
            std::string text(static_cast<std::size_t>(width) + 1, '\0');
            std::snprintf(text.data(), text.size(), "%0*lo", width, value);
            header.replace(at, static_cast<std::size_t>(width), text, 0,
                           static_cast<std::size_t>(width));
        };
        number(100, 7, mode);
        number(108, 7, 0);
        number(116, 7, 0);
        number(124, 11, content.size());
        number(136, 11, 0);
        header.replace(148, 8, "        ");
        header[156] = type;
        header.replace(157, target.size(), target);
        header.replace(257, 8,
                       std::string_view{"ustar\0"
                                        "00",
                                        8});
        unsigned long sum = 0;
        for (const char c : header)
            sum += static_cast<unsigned char>(c);
        number(148, 6, sum);
        header[154] = '\0';
        bytes_ += header;
        bytes_ += content;
        bytes_.resize((bytes_.size() + 511) / 512 * 512);
        return *this;
    }

    std::string bytes_;
};

}  // namespace pgmeta::test
