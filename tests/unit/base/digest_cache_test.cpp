// SPDX-License-Identifier: MIT
#include "pgmeta/base/digest_cache.hpp"

#include "pgmeta/base/digest.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/paths.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <vector>

namespace pgmeta {
namespace {

namespace fs = std::filesystem;

class DigestCacheTest : public testing::Test {
protected:
    void SetUp() override { ::setenv("XDG_CACHE_HOME", (dir_.path() / "cache").c_str(), 1); }

    void TearDown() override { ::unsetenv("XDG_CACHE_HOME"); }

    /// Asks a cache opened anew, and tells whether it read the file.
    bool reads(const fs::path& file) {
        DigestCache cache{dir_.path()};
        EXPECT_EQ(cache.digest(file), sha256_hex(read_file(file)));
        cache.save();
        return cache.files_read() != 0;
    }

    /// A file that nobody has touched for as long as the cache wants.
    fs::path settled_file() {
        const auto file = dir_.path() / "settled.sql";
        test::write_file(file, "SELECT 1;");
        std::this_thread::sleep_for(std::chrono::milliseconds{2'100});
        return file;
    }

    fs::path store() { return *fs::directory_iterator{dir_.path() / "cache/pgmeta/digests"}; }

    test::TempDir dir_;
    fs::path old_file_ = test::source_dir() / "LICENSE";
};

TEST_F(DigestCacheTest, ReadsAnUnchangedFileOnce) {
    EXPECT_TRUE(reads(old_file_));
    EXPECT_FALSE(reads(old_file_));
}

TEST_F(DigestCacheTest, TellsWhatItRemembersWithoutReading) {
    const auto file = settled_file();
    reads(file);
    DigestCache cache{dir_.path()};
    DigestCache::View view;
    const auto* digest = cache.remembered(file, view);
    ASSERT_NE(digest, nullptr);
    EXPECT_EQ(hex_of(*digest), sha256_hex("SELECT 1;"));
    EXPECT_EQ(cache.remembered(old_file_, view), nullptr);
    EXPECT_EQ(cache.remembered(dir_.path() / "none/none.sql", view), nullptr);
    test::write_file(file, "SELECT 2;");
    EXPECT_EQ(cache.remembered(file, view), nullptr);
    EXPECT_EQ(cache.files_read(), 0U);
}

TEST_F(DigestCacheTest, FindsEachOfManyFiles) {
    std::vector<fs::path> files;
    for (int i = 0; i < 100; ++i) {
        files.push_back(dir_.path() / std::to_string(i));
        test::write_file(files.back(), std::to_string(i));
    }
    settled_file();
    for (const auto& file : files)
        EXPECT_TRUE(reads(file));
    for (const auto& file : files)
        EXPECT_FALSE(reads(file));
}

TEST_F(DigestCacheTest, TrustsNoFileThatChangedJustNow) {
    const auto file = dir_.path() / "new.sql";
    test::write_file(file, "SELECT 1;");
    EXPECT_TRUE(reads(file));
    EXPECT_TRUE(reads(file));
}

TEST_F(DigestCacheTest, NoticesAnEditOfTheSameSizeWithTheOldTime) {
    const auto file = settled_file();
    ASSERT_TRUE(reads(file));
    ASSERT_FALSE(reads(file));

    struct stat before {};

    ASSERT_EQ(::stat(file.c_str(), &before), 0);
    test::write_file(file, "SELECT 2;");
    const timespec times[] = {before.st_atim, before.st_mtim};
    ASSERT_EQ(::utimensat(AT_FDCWD, file.c_str(), times, 0), 0);
    EXPECT_TRUE(reads(file));
}

TEST_F(DigestCacheTest, NoticesAnotherFileInItsPlace) {
    const auto file = settled_file();
    const auto other = dir_.path() / "other.sql";
    test::write_file(other, "SELECT 3;");
    std::this_thread::sleep_for(std::chrono::milliseconds{2'100});
    ASSERT_TRUE(reads(file));
    fs::rename(other, file);
    EXPECT_TRUE(reads(file));
}

TEST_F(DigestCacheTest, KeepsWhatItKnewWhenItLearnsMore) {
    EXPECT_TRUE(reads(old_file_));
    const auto another = test::source_dir() / "README.md";
    EXPECT_TRUE(reads(another));
    EXPECT_FALSE(reads(old_file_));
    EXPECT_FALSE(reads(another));
}

TEST_F(DigestCacheTest, HasNothingOfAFileThatIsNotThere) {
    DigestCache cache{dir_.path()};
    EXPECT_EQ(cache.digest(dir_.path() / "none.sql"), std::nullopt);
}

TEST_F(DigestCacheTest, IsEmptyWhenDamaged) {
    ASSERT_TRUE(reads(old_file_));
    const auto whole = read_file(store());
    for (const auto& damaged :
         {std::string{}, std::string{"something else"}, whole.substr(0, whole.size() - 1)}) {
        test::write_file(store(), damaged);
        EXPECT_TRUE(reads(old_file_));
    }
}

TEST_F(DigestCacheTest, DoesWithoutAFolderToKeepItIn) {
    test::write_file(dir_.path() / "file", "");
    ::setenv("XDG_CACHE_HOME", (dir_.path() / "file").c_str(), 1);
    EXPECT_TRUE(reads(old_file_));
    EXPECT_TRUE(reads(old_file_));
}

}  // namespace
}  // namespace pgmeta
