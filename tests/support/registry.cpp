// SPDX-License-Identifier: MIT
#include "pgmeta_test/registry.hpp"

#include "pgmeta/base/files.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/paths.hpp"
#include "pgmeta_test/process.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <stdexcept>

namespace pgmeta::test {

namespace fs = std::filesystem;

namespace {

/// `@x/a` as one name for files and projects.
std::string flat(std::string name) {
    for (auto& c : name)
        if (c == '/') c = '-';
    return name.starts_with('@') ? name.substr(1) : name;
}

std::string manifest(const Published& package) {
    std::string dependencies;
    for (const auto& [name, range] : package.dependencies)
        dependencies += fmt::format(R"({}"{}":"{}")", dependencies.empty() ? "" : ",", name, range);
    return fmt::format(
        R"({{"name":"{}","version":"{}","description":"Words about {}","license":"MIT",)"
        R"("dependencies":{{{}}}}})",
        package.name, package.version, package.name, dependencies);
}

}  // namespace

Registry::Registry(fs::path folder, const fs::path& packages) : folder_{std::move(folder)} {
    std::vector<std::string> argv{(source_dir() / "tests/support/npm_registry").string(),
                                  folder_.string()};
    if (!packages.empty()) argv.insert(argv.end(), {"--packages", packages.string()});
    process_ = std::make_unique<Process>(argv, ProcessOptions{.keep_stdin_open = true});
    if (!process_->wait_for("/\n"))
        throw std::runtime_error{"the registry did not start: " + process_->err()};
    url_ = process_->out();
    url_.pop_back();
}

Registry::~Registry() {
    stop();
}

void Registry::stop() {
    if (!process_) return;
    process_->close_stdin();
    process_->wait();
    process_.reset();
}

void Registry::publish(const Published& package) const {
    const TempDir files;
    const auto root = files / "package";
    write_file(root / "package.json", manifest(package));
    if (package.with_plan) {
        std::string plan =
            fmt::format("%syntax-version=1.0.0\n%project={}\n\n", flat(package.name));
        for (const auto& [change, script] : package.changes) {
            plan += change + " 2026-01-01T00:00:00Z Ada <ada@example.com>\n";
            write_file(root / "deploy" / (change + ".sql"), script);
            write_file(root / "revert" / (change + ".sql"), "SELECT 0;\n");
        }
        std::string needs;
        for (const auto& [name, range] : package.dependencies)
            if (name.starts_with('@')) needs += (needs.empty() ? "" : ",") + flat(name);
        write_file(root / "pgpm.plan", plan);
        write_file(root / (flat(package.name) + ".control"),
                   fmt::format("default_version = '{}'\n{}", package.version,
                               needs.empty() ? "" : fmt::format("requires = '{}'\n", needs)));
    }
    const auto part = folder_ / "archive.part";
    run({"tar", "-C", files.path().string(), "-czf", part.string(), "package"});
    fs::rename(part, folder_ / fmt::format("{}-{}.tgz", flat(package.name), package.version));
}

void Registry::answer(std::string_view json) const {
    write_file(folder_ / "answers.part", json);
    fs::rename(folder_ / "answers.part", folder_ / "answers.json");
}

std::vector<std::string> Registry::requests() {
    const auto log = folder_ / "requests.log";
    std::vector<std::string> result;
    auto text = read_file_if_exists(log).value_or("");
    while (!text.empty()) {
        const auto end = text.find('\n');
        result.push_back(text.substr(0, end));
        text.erase(0, end + 1);
    }
    fs::remove(log);
    return result;
}

}  // namespace pgmeta::test
