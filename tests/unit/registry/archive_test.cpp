// SPDX-License-Identifier: MIT
#include "pgmeta/registry/archive.hpp"

#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/files.hpp"
#include "tarball.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace pgmeta::registry {
namespace {

using test::Tarball;

PackageFiles unpacked(const Tarball& tarball, const ArchiveLimits& limits = {}) {
    return unpack(tarball.gzip(), "x", limits);
}

TEST(Unpack, GivesTheFilesWithoutTheirFolder) {
    const auto files = unpacked(Tarball{}
                                    .folder("package")
                                    .file("package/pgpm.plan", "p")
                                    .file("package/deploy/a/b.sql", ""));
    EXPECT_EQ(files, (PackageFiles{{"deploy/a/b.sql", ""}, {"pgpm.plan", "p"}}));
}

TEST(Unpack, TakesAnyNameOfTheFolder) {
    EXPECT_EQ(unpacked(Tarball{}.file("my-name/a", "1")), (PackageFiles{{"a", "1"}}));
}

TEST(Unpack, RefusesPathsThatLeaveThePackage) {
    for (const auto* path :
         {"/etc/passwd", "package/../../x", "../x", "package/..", "package/./a", "package//a", "a",
          "package/a/../b", "other\\..\\x/a", "package/a\nb", "//package/a", "package/\x01"})
        EXPECT_FAILS("archive-unsafe", Fault::environment, unpacked(Tarball{}.file(path, "x")))
            << path;
    EXPECT_FAILS("archive-unsafe", Fault::environment,
                 unpacked(Tarball{}.file("package/a", "1").file("elsewhere/b", "2")));
    EXPECT_FAILS("archive-unsafe", Fault::environment,
                 unpacked(Tarball{}.file("package/a", "1").folder("../b")));
}

TEST(Unpack, RefusesWhatIsNoPlainFile) {
    for (const char type : {'1', '2', '3', '4', '6'})
        EXPECT_FAILS("archive-unsafe", Fault::environment,
                     unpacked(Tarball{}.file("package/a", "1").special("package/b", type, "a")))
            << type;
}

TEST(Unpack, RefusesSetUserIdBits) {
    for (const unsigned mode : {04755U, 02755U})
        EXPECT_FAILS("archive-unsafe", Fault::environment,
                     unpacked(Tarball{}.file("package/a", "1", mode)));
}

TEST(Unpack, RefusesTheSameNameTwiceAndFilesInFiles) {
    EXPECT_FAILS("archive-unsafe", Fault::environment,
                 unpacked(Tarball{}.file("package/a", "1").file("package/a", "2")));
    EXPECT_FAILS("archive-unsafe", Fault::environment,
                 unpacked(Tarball{}.file("package/a", "1").file("package/a/b", "2")));
    EXPECT_FAILS("archive-unsafe", Fault::environment,
                 unpacked(Tarball{}.file("package/a/b", "1").file("package/a", "2")));
}

TEST(Unpack, StopsAtItsLimits) {
    Tarball many;
    for (int i = 0; i < 12; ++i)
        many.file("package/" + std::to_string(i), "12345");
    EXPECT_FAILS("archive-unsafe", Fault::environment, unpacked(many, {.files = 11}));
    EXPECT_FAILS("archive-unsafe", Fault::environment, unpacked(many, {.file_bytes = 4}));
    EXPECT_FAILS("archive-unsafe", Fault::environment, unpacked(many, {.total_bytes = 59}));
    EXPECT_EQ(unpacked(many, {.files = 12, .file_bytes = 5, .total_bytes = 60}).size(), 12U);
}

TEST(Unpack, RefusesABomb) {
    EXPECT_FAILS(
        "archive-unsafe", Fault::environment,
        unpacked(Tarball{}.file("package/zeros", std::string(std::size_t{8} << 20U, '\0'))));
}

TEST(Unpack, RefusesWhatIsNoArchive) {
    const auto good = Tarball{}.file("package/a", std::string(5000, 'x')).gzip();
    EXPECT_FAILS("archive-unreadable", Fault::environment, unpack("", "x"));
    EXPECT_FAILS("archive-unreadable", Fault::environment, unpack("<html>", "x"));
    EXPECT_FAILS("archive-unreadable", Fault::environment,
                 unpack(std::string_view{good}.substr(0, good.size() / 2), "x"));
    EXPECT_FAILS("archive-unreadable", Fault::environment, unpacked(Tarball{}));
}

TEST(ReadFolder, LeavesOutWhatIsNotThePackagesAndRefusesLinks) {
    test::TempDir dir;
    test::write_file(dir / "pgpm.plan", "p");
    test::write_file(dir / ".git/config", "");
    test::write_file(dir / "node_modules/a/b", "");
    EXPECT_EQ(read_folder(dir.path()), (PackageFiles{{"pgpm.plan", "p"}}));
    std::filesystem::create_symlink("/etc/passwd", dir / "link");
    EXPECT_FAILS("archive-unsafe", Fault::environment, read_folder(dir.path()));
}

}  // namespace
}  // namespace pgmeta::registry
