// SPDX-License-Identifier: MIT
#include "pgmeta/base/files.hpp"

#include "pgmeta/base/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace pgmeta {

namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

/// A folder of its own for each test, gone afterwards.
class Files : public ::testing::Test {
protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "pgmeta-files.XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = name;
    }

    void TearDown() override { fs::remove_all(folder_); }

    [[nodiscard]] fs::path write(const std::string& name, const std::string& content) const {
        std::ofstream{folder_ / name, std::ios::binary} << content;
        return folder_ / name;
    }

    [[nodiscard]] std::size_t entries() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator{folder_}, fs::directory_iterator{}));
    }

    fs::path folder_;
};

mode_t mode_of(const fs::path& path) {
    struct stat info {};

    EXPECT_EQ(::stat(path.c_str(), &info), 0);
    return info.st_mode & 07777U;
}

}  // namespace

TEST_F(Files, ReadsEveryByte) {
    const std::string content{"a\0b\r\n\xFF", 6};
    EXPECT_EQ(read_file(write("x", content)), content);
    EXPECT_EQ(read_file(write("empty", "")), "");
    const std::string big(3'000'000, 'x');
    EXPECT_EQ(read_file(write("big file 'quoted'", big)), big);
}

TEST_F(Files, ReadsWhatHasNoSize) {
    const auto pipe = folder_ / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    const std::string content(200'000, 'y');
    std::thread writer{[&] { std::ofstream{pipe} << content; }};
    EXPECT_EQ(read_file(pipe), content);
    writer.join();
}

TEST_F(Files, SaysWhyAFileCannotBeRead) {
    try {
        read_file(folder_ / "none");
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.id(), "file-unreadable");
        EXPECT_EQ(error.fault(), Fault::environment);
        EXPECT_THAT(error.message(), HasSubstr("none`: No such file"));
    }
}

TEST_F(Files, RefusesToReadAFolder) {
    try {
        read_file(folder_);
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.id(), "file-unreadable");
        EXPECT_THAT(error.message(), HasSubstr("directory"));
    }
}

TEST_F(Files, ReadsNothingWhereNoFileIs) {
    EXPECT_EQ(read_file_if_exists(folder_ / "none"), std::nullopt);
    EXPECT_EQ(read_file_if_exists(write("file", "x") / "below"), std::nullopt);
    EXPECT_EQ(read_file_if_exists(write("there", "content")), "content");
}

TEST_F(Files, WritesANewFile) {
    write_file_atomically(folder_ / "new", "content");
    EXPECT_EQ(read_file(folder_ / "new"), "content");
    EXPECT_EQ(entries(), 1U) << "nothing else is left behind";
    EXPECT_EQ(mode_of(folder_ / "new") & 0600U, 0600U);
}

TEST_F(Files, ReplacesAFileAndKeepsItsMode) {
    const auto path = write("old", "a longer content than the new one");
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
    write_file_atomically(path, "new");
    EXPECT_EQ(read_file(path), "new");
    EXPECT_EQ(mode_of(path), 0640U);
    EXPECT_EQ(entries(), 1U);
}

TEST_F(Files, WritesWhereASymbolicLinkPoints) {
    const auto target = write("target", "old");
    fs::create_symlink("target", folder_ / "link");
    write_file_atomically(folder_ / "link", "new");
    EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
    EXPECT_EQ(read_file(target), "new");
}

// A file renamed over /dev/null would take it away from every program of the machine.
TEST_F(Files, WritesIntoAPipeAndLeavesItThere) {
    const auto pipe = folder_ / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    const int end = ::open(pipe.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);  // waits for nobody
    write_file_atomically(pipe, "content");
    std::string read(32, ' ');
    const auto got = ::read(end, read.data(), read.size());
    ::close(end);
    EXPECT_EQ(read.substr(0, got < 0 ? 0 : static_cast<std::size_t>(got)), "content");
    EXPECT_TRUE(fs::is_fifo(pipe));
    EXPECT_EQ(entries(), 1U);
}

TEST_F(Files, KeepsTheOldFileWhenTheNewOneCannotBeWritten) {
    try {
        write_file_atomically(folder_ / "none" / "file", "x");
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.id(), "file-unwritable");
    }
    fs::create_directory(folder_ / "folder");
    try {
        write_file_atomically(folder_ / "folder", "x");
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.id(), "file-unwritable");
    }
    EXPECT_EQ(entries(), 1U) << "the temporary file is gone";
}

TEST(DisplayPath, IsRelativeBelowTheBase) {
    EXPECT_EQ(display_path("/w/deploy/a.sql", "/w"), "deploy/a.sql");
    EXPECT_EQ(display_path("/w/./x/../a.sql", "/w/"), "a.sql");
    EXPECT_EQ(display_path("/w/..x/a.sql", "/w"), "..x/a.sql");
    EXPECT_EQ(display_path("/w", "/w"), ".");
}

TEST(DisplayPath, IsAbsoluteElsewhere) {
    EXPECT_EQ(display_path("/v/a.sql", "/w"), "/v/a.sql");
    EXPECT_EQ(display_path("/wx/a.sql", "/w"), "/wx/a.sql");
}

}  // namespace pgmeta
