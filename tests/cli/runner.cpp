// SPDX-License-Identifier: MIT
#include "pgmeta/base/files.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/paths.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/registry.hpp"
#include "pgmeta_test/test_database.hpp"
#include "pgmeta_test/transcript.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <optional>

// Runs a transcript (tests/support/pgmeta_test/transcript.hpp) with the pgmeta under test:
//
//     runner FILE.t               each in a scratch folder and with DATABASE_URL of a fresh
//     database runner --markdown FILE.md   the same without DATABASE_URL
//
// A transcript that installs packages gets a registry on loopback with those that
// PGMETA_NPM_PACKAGES names; without the variable it is skipped (exit status 77). `dev:` means a
// dev server of the transcript's own. The folder FILE.files, if there is one, is copied into the
// scratch folder first. UPDATE=1 rewrites the file where it differs.

namespace pgmeta::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view wrapper = R"sh(
trap 'status=$?; pwd >"$RUNNER_STATE/cwd"; export -p >"$RUNNER_STATE/env"; exit $status' EXIT
if [ -f "$RUNNER_STATE/env" ]; then . "$RUNNER_STATE/env"; cd "$(cat "$RUNNER_STATE/cwd")"; fi
eval "$1"
)sh";

/// The place where a transcript's commands run.  Folder and exported variables last from one
/// command to the next.
class Scratch {
public:
    Scratch(const fs::path& file, TranscriptKind kind, const std::optional<fs::path>& packages)
        : kind_{kind} {
        for (const auto* folder : {"work", "state", "home"})
            fs::create_directories(dir_ / folder);
        const auto files = fs::path{file}.replace_extension(".files");
        if (fs::exists(files)) fs::copy(files, dir_ / "work", fs::copy_options::recursive);
        options_.cwd = dir_ / "work";
        options_.unset = {"PGHOST",     "PGPORT",       "PGUSER",         "PGDATABASE",
                          "PGPASSWORD", "PGSERVICE",    "PGOPTIONS",      "PGAPPNAME",
                          "NO_COLOR",   "DATABASE_URL", "XDG_STATE_HOME", "PGMETA_TARGET"};
        options_.env = {
            {"RUNNER_STATE", (dir_ / "state").string()},
            {"HOME", (dir_ / "home").string()},
            {"PGMETA_DEV_HOME", (dir_ / "dev").string()},
            {"XDG_CACHE_HOME", (dir_ / "home/.cache").string()},
            {"PGMETA_SHARE", source_dir().string()},
            {"LC_ALL", "C.UTF-8"},
            {"TZ", "UTC"},
            {"PATH", fmt::format("{}:{}", pgmeta::test::pgmeta_binary().parent_path().string(),
                                 std::getenv("PATH"))},
        };
        if (packages) {
            registry_ = std::make_unique<Registry>(dir_ / "registry", *packages);
            options_.env["npm_config_registry"] = registry_->url();
            options_.env["no_proxy"] = "127.0.0.1";
        }
        if (kind == TranscriptKind::transcript) {
            database_ = std::make_unique<TestDatabase>();
            options_.env["DATABASE_URL"] = database_->url();
        }
    }

    ~Scratch() { run_pgmeta({"dev", "stop"}, options_); }

    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    Observed observe(const std::string& command) {
        std::string script{wrapper};
        if (kind_ == TranscriptKind::markdown) script = "exec 2>&1\n" + script;
        const auto result = run({"bash", "-c", script, "bash", command}, options_);
        return {result.out, result.err,
                result.signal != 0 ? 128 + result.signal : result.exit_code};
    }

private:
    TempDir dir_;
    TranscriptKind kind_;
    std::unique_ptr<TestDatabase> database_;
    std::unique_ptr<Registry> registry_;
    ProcessOptions options_;
};

void report(const fs::path& file,
            const Step& step,
            const std::vector<std::string>& expected,
            const std::vector<std::string>& actual) {
    std::cout << fmt::format("{}:{}: $ {}\nexpected:\n", file.string(), step.line + 1,
                             step.command);
    for (const auto& line : expected)
        std::cout << "    " << line << '\n';
    std::cout << "found:\n";
    for (const auto& line : actual)
        std::cout << "    " << line << '\n';
    std::cout << '\n';
}

int run_transcript(const fs::path& file, TranscriptKind kind) {
    const auto text = read_file(file);
    const Transcript transcript{text, kind};
    if (transcript.steps().empty()) {
        std::cout << file.string() << ": there is no command in it\n";
        return 1;
    }
    const bool installs = text.find("$ pgmeta install ") != std::string::npos;
    const auto packages = installs ? npm_packages() : std::nullopt;
    if (installs && !packages) {
        std::cout << "SKIP: " << no_npm_packages << '\n';
        return 77;
    }
    Scratch scratch{file, kind, packages};
    std::vector<std::vector<std::string>> actual;
    int wrong = 0;
    for (const auto& step : transcript.steps()) {
        actual.push_back(transcript_lines(scratch.observe(step.command)));
        if (transcript.matches(step, actual.back())) continue;
        report(file, step, transcript.expected(step), actual.back());
        ++wrong;
    }
    const char* update = std::getenv("UPDATE");
    if (wrong > 0 && update != nullptr && std::string_view{update} == "1") {
        write_file_atomically(file, transcript.updated(actual));
        std::cout << "rewrote " << file.string() << '\n';
        return 0;
    }
    std::cout << fmt::format("{} commands, {} differ\n", transcript.steps().size(), wrong);
    return wrong == 0 ? 0 : 1;
}

}  // namespace
}  // namespace pgmeta::test

int main(int argc, char** argv) {
    const std::vector<std::string> arguments{argv + 1, argv + argc};
    const bool markdown = arguments.size() == 2 && arguments[0] == "--markdown";
    if (arguments.size() != 1 && !markdown) {
        std::cerr << "usage: runner FILE.t | runner --markdown FILE.md\n";
        return 2;
    }
    try {
        using pgmeta::test::TranscriptKind;
        return pgmeta::test::run_transcript(
            arguments.back(), markdown ? TranscriptKind::markdown : TranscriptKind::transcript);
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
