// SPDX-License-Identifier: MIT
#include "options/editor.hpp"

#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace pgmeta::cli {

std::vector<std::string> find_editor(Context& context) {
    auto text = context.environment("VISUAL");
    if (!text) text = context.environment("EDITOR");
    std::istringstream words{text.value_or("")};
    std::vector<std::string> result;
    for (std::string word; words >> word;)
        result.push_back(word);
    if (!result.empty()) return result;
    throw Error{Fault::usage, "editor-missing",
                "`--edit` expects an editor in VISUAL or EDITOR, found none"};
}

void run_editor(std::vector<std::string> editor, const std::filesystem::path& file) {
    editor.push_back(file.string());
    std::vector<char*> argv;
    for (auto& word : editor)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    pid_t child = 0;
    const int failed = ::posix_spawnp(&child, argv[0], nullptr, nullptr, argv.data(), environ);
    if (failed != 0) {
        throw Error{Fault::environment, "editor-failed",
                    fmt::format("cannot run the editor `{}`: {}", editor.front(),
                                std::generic_category().message(failed))};
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (status == 0) return;
    throw Error{
        Fault::environment, "editor-failed",
        fmt::format("the editor `{}` did not end well; the change is added", editor.front())};
}

}  // namespace pgmeta::cli
