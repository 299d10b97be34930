// SPDX-License-Identifier: MIT
#include "pgmeta/base/file_edit.hpp"

#include "pgmeta/base/files.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/files.hpp"

#include <gtest/gtest.h>

#include <map>
#include <stdexcept>
#include <string>
#include <sys/stat.h>

namespace pgmeta {
namespace {

namespace fs = std::filesystem;
using test::TempDir;
using test::write_file;

/// Every name below a folder; of a file its content, of a folder `/`, and its mode.
std::map<std::string, std::string> everything(const fs::path& root) {
    std::map<std::string, std::string> result;
    for (const auto& entry : fs::recursive_directory_iterator{root}) {
        const auto mode = static_cast<unsigned>(entry.status().permissions());
        result[entry.path().lexically_relative(root).string()] =
            std::to_string(mode) + (entry.is_directory() ? "/" : read_file(entry.path()));
    }
    return result;
}

class FileEditTest : public testing::Test {
protected:
    void SetUp() override {
        ::umask(022);  // the modes below
        write_file(dir_ / "plan", "one\n");
        fs::permissions(dir_ / "plan", fs::perms::owner_read | fs::perms::owner_write);
        write_file(dir_ / "deploy/a/b.sql", "old\n");
        write_file(dir_ / "deploy/gone/c.sql", "gone\n");
    }

    /// All four kinds of step, two of them in folders that must be made.
    [[nodiscard]] FileEdit edit() const {
        FileEdit edit;
        edit.create(dir_ / "deploy/new/x.sql", "x\n");
        edit.replace(dir_ / "plan", "one\n", "two\n");
        edit.move(dir_ / "deploy/a/b.sql", dir_ / "deploy/z/y/b.sql", dir_ / "deploy");
        edit.remove(dir_ / "deploy/gone/c.sql", dir_ / "deploy");
        edit.create(dir_ / "last", "last\n");
        return edit;
    }

    TempDir dir_{"with space"};
};

TEST_F(FileEditTest, DoesEverything) {
    edit().commit();
    EXPECT_EQ(everything(dir_.path()),
              (std::map<std::string, std::string>{{"plan", "384two\n"},
                                                  {"deploy", "493/"},
                                                  {"deploy/new", "493/"},
                                                  {"deploy/new/x.sql", "420x\n"},
                                                  {"deploy/z", "493/"},
                                                  {"deploy/z/y", "493/"},
                                                  {"deploy/z/y/b.sql", "420old\n"},
                                                  {"last", "420last\n"}}));
}

TEST_F(FileEditTest, LeavesAllAsItWasWhenAnyStepFails) {
    const auto before = everything(dir_.path());
    for (std::size_t failing = 0; failing < 5; ++failing) {
        EXPECT_THROW(edit().commit([&](std::size_t step) {
            if (step == failing) throw std::runtime_error{"disk on fire"};
        }),
                     std::runtime_error);
        EXPECT_EQ(everything(dir_.path()), before) << "at step " << failing;
    }
}

TEST_F(FileEditTest, TakesEverythingBackWhenWhatBelongsToItFailsAtTheEnd) {
    const auto before = everything(dir_.path());
    bool in_place = false;
    EXPECT_THROW(edit().commit({},
                               [&] {
                                   in_place = everything(dir_.path()) != before;
                                   throw std::runtime_error{"the database said no"};
                               }),
                 std::runtime_error);
    EXPECT_TRUE(in_place);
    EXPECT_EQ(everything(dir_.path()), before);
}

TEST_F(FileEditTest, LeavesAllAsItWasWhenAFileAppearsInBetween) {
    const auto before = everything(dir_.path());
    EXPECT_FAILS("file-exists", Fault::conflict, edit().commit([&](std::size_t step) {
        if (step == 4) write_file(dir_ / "last", "theirs\n");
    }));
    EXPECT_EQ(read_file(dir_ / "last"), "theirs\n");
    fs::remove(dir_ / "last");
    EXPECT_EQ(everything(dir_.path()), before);
}

TEST_F(FileEditTest, NeverReplacesAFileItWasToCreateOrMoveTo) {
    const auto before = everything(dir_.path());
    FileEdit create;
    create.replace(dir_ / "plan", "one\n", "two\n");
    create.create(dir_ / "deploy/a/b.sql", "mine\n");
    EXPECT_FAILS("file-exists", Fault::conflict, create.commit());
    FileEdit move;
    move.move(dir_ / "plan", dir_ / "deploy/a/b.sql", dir_.path());
    EXPECT_FAILS("file-exists", Fault::conflict, move.commit());
    EXPECT_EQ(everything(dir_.path()), before);
}

TEST_F(FileEditTest, RefusesAFileThatSomebodyElseWrote) {
    const auto before = everything(dir_.path());
    FileEdit edit;
    edit.create(dir_ / "new", "new\n");
    edit.replace(dir_ / "plan", "what was read\n", "two\n");
    EXPECT_FAILS("file-changed", Fault::conflict, edit.commit());
    EXPECT_EQ(everything(dir_.path()), before);
}

TEST_F(FileEditTest, RefusesAFileWhereAFolderWouldHaveToBe) {
    const auto before = everything(dir_.path());
    FileEdit edit;
    edit.create(dir_ / "new/x", "new\n");
    edit.create(dir_ / "plan/x", "new\n");
    EXPECT_FAILS("file-unwritable", Fault::environment, edit.commit());
    FileEdit missing;
    missing.remove(dir_ / "nothing", dir_.path());
    EXPECT_FAILS("file-missing", Fault::environment, missing.commit());
    EXPECT_EQ(everything(dir_.path()), before);
}

TEST_F(FileEditTest, WritesThroughASymbolicLink) {
    fs::create_symlink("plan", dir_ / "link");
    FileEdit edit;
    edit.replace(dir_ / "link", "one\n", "two\n");
    edit.commit();
    EXPECT_TRUE(fs::is_symlink(dir_ / "link"));
    EXPECT_EQ(read_file(dir_ / "plan"), "two\n");
}

}  // namespace
}  // namespace pgmeta
