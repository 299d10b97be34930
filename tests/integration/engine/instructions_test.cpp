// SPDX-License-Identifier: MIT
#include "behaviour.hpp"
#include "pgmeta_test/paths.hpp"

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>
#include <thread>

// What one more change costs when there is nothing to do, in instructions: that does not depend on
// how fast or how busy the machine is.

namespace pgmeta::test {
namespace {

constexpr double tolerance = 0.2;

bool has_valgrind() {
    return std::system("command -v valgrind >/dev/null") == 0;
}

/// The figures of tests/bench/instructions, one for each build type.
class Recorded {
public:
    Recorded() {
        std::ifstream in{file()};
        for (std::string line; std::getline(in, line);)
            lines_.push_back(line);
    }

    /// 0 when there is none.
    [[nodiscard]] double figure() const {
        for (const auto& line : lines_) {
            std::istringstream words{line};
            std::string type;
            double value = 0;
            if (words >> type >> value && type == PGMETA_BUILD_TYPE) return value;
        }
        return 0;
    }

    void replace(double figure) {
        std::erase_if(lines_,
                      [](const auto& line) { return line.starts_with(PGMETA_BUILD_TYPE " "); });
        lines_.push_back(fmt::format("{} {:.0f}", PGMETA_BUILD_TYPE, figure));
        std::ofstream out{file()};
        for (const auto& line : lines_)
            out << line << "\n";
    }

private:
    static std::filesystem::path file() { return source_dir() / "tests/bench/instructions"; }

    Words lines_;
};

/// Digests of files that changed less than two seconds ago are not remembered, and reading them
/// again would count.
void wait_until_files_are_trusted() {
    std::this_thread::sleep_for(std::chrono::milliseconds{2'100});
}

class Instructions : public Behaviour {
protected:
    /// Instructions of a deployment of `changes` changes that are all deployed.
    double of_a_no_op(int changes) {
        const TempDir folder;
        TestDatabase database;
        write_changes(folder.path(), changes);
        const Words deploy{"deploy", "--target", database.url()};
        const ProcessOptions options{
            .env = {{"XDG_CACHE_HOME", (folder.path() / "cache").string()}},
            .unset = {"PGDATABASE", "DATABASE_URL", "PGMETA_TARGET"},
            .cwd = folder.path()};
        EXPECT_EQ(run_pgmeta(deploy, options).exit_code, 0);
        wait_until_files_are_trusted();
        EXPECT_EQ(run_pgmeta(deploy, options).exit_code, 0);
        return counted(deploy, options);
    }

private:
    static void write_changes(const std::filesystem::path& folder, int changes) {
        WorkspaceBuilder builder{folder};
        builder.package("p");
        for (int c = 0; c < changes; ++c)
            builder.change(
                fmt::format("change{:04}", c),
                fmt::format("CREATE FUNCTION f{0:04}() RETURNS int LANGUAGE sql AS 'SELECT {0}';",
                            c),
                fmt::format("DROP FUNCTION f{:04}();", c), fmt::format("SELECT f{:04}();", c));
        builder.write();
    }

    static double counted(const Words& deploy, const ProcessOptions& options) {
        Words command{"valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"};
        for (auto& word : pgmeta_argv(deploy))
            command.push_back(std::move(word));
        const auto result = run(command, options);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        std::smatch match;
        const std::regex total{"Collected : ([0-9]+)"};
        if (!std::regex_search(result.err, match, total)) {
            ADD_FAILURE() << "callgrind says no count: " << result.err;
            return 0;
        }
        return std::stod(match[1]);
    }
};

TEST_F(Instructions, OfANoOpAreAsRecorded) {
    ASSERT_TRUE(has_valgrind()) << "valgrind is not installed (apps/setup/install test)";
    const auto found = (of_a_no_op(3000) - of_a_no_op(1000)) / 2000;
    ASSERT_GT(found, 0);
    Recorded recorded;
    if (std::getenv("PGMETA_UPDATE") != nullptr) {
        recorded.replace(found);
        return;
    }
    const auto expected = recorded.figure();
    ASSERT_GT(expected, 0) << "tests/bench/instructions has no figure for " PGMETA_BUILD_TYPE
                           << "; it says how to record one. Found: " << found;
    EXPECT_NEAR(found, expected, tolerance * expected)
        << "instructions per change of a no-op deployment; when that was meant, "
           "tests/bench/instructions says how to record it anew";
}

}  // namespace
}  // namespace pgmeta::test
