// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/files.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/registry.hpp"
#include "pgmeta_test/test_database.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace pgmeta::test {

/// A workspace with one package, `own`, beside a registry that its .npmrc names.
class Installing : public testing::Test {
protected:
    void SetUp() override { fresh_workspace(); }

    void fresh_workspace() {
        std::filesystem::remove_all(root());
        WorkspaceBuilder{root()}
            .package("own", {"plpgsql"})
            .change("a")
            .file("packages/own/package.json", "{\"name\": \"own\", \"version\": \"1.0.0\"}\n")
            .file(".npmrc", "registry=" + registry_.url() + "\n")
            .write();
    }

    /// What each run of pgmeta sees: no settings and no proxy of the machine's.
    [[nodiscard]] ProcessOptions environment(std::map<std::string, std::string> more = {}) const {
        more.insert({{"HOME", (dir_ / "home").string()},
                     {"XDG_CACHE_HOME", (dir_ / "cache").string()},
                     {"no_proxy", "127.0.0.1,localhost"}});
        return {.env = std::move(more),
                .unset = {"http_proxy", "https_proxy", "HTTPS_PROXY", "npm_config_registry",
                          "NPM_CONFIG_REGISTRY", "npm_config_userconfig"},
                .cwd = root()};
    }

    [[nodiscard]] ProcessResult pgmeta(std::vector<std::string> arguments,
                                       std::map<std::string, std::string> more = {}) const {
        return run_pgmeta(std::move(arguments), environment(std::move(more)));
    }

    [[nodiscard]] ProcessResult install(std::vector<std::string> arguments,
                                        std::map<std::string, std::string> more = {}) const {
        arguments.insert(arguments.begin(), "install");
        return pgmeta(std::move(arguments), std::move(more));
    }

    void publish(const std::string& name,
                 const std::string& version,
                 std::map<std::string, std::string> dependencies = {}) const {
        registry_.publish({name, version, std::move(dependencies)});
    }

    void forget_cache() const { std::filesystem::remove_all(dir_ / "cache"); }

    [[nodiscard]] Registry& registry() { return registry_; }

    [[nodiscard]] std::filesystem::path dir() const { return dir_.path(); }

    [[nodiscard]] std::filesystem::path root() const { return dir_ / "w"; }

    static std::string read(const std::filesystem::path& path) { return read_file(path); }

    static bool exists(const std::filesystem::path& path) { return std::filesystem::exists(path); }

    static std::string replaced(std::string text, const std::string& from, const std::string& to) {
        const auto at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return at == std::string::npos ? text : text.replace(at, from.size(), to);
    }

    /// Every file and folder with its content.
    static std::map<std::string, std::string> files_below(const std::filesystem::path& root) {
        std::map<std::string, std::string> result;
        for (const auto& entry : std::filesystem::recursive_directory_iterator{root})
            result[entry.path().lexically_relative(root).string()] =
                entry.is_directory() ? "/" : read_file(entry.path());
        return result;
    }

private:
    TempDir dir_;
    Registry registry_{dir_ / "registry"};
};

}  // namespace pgmeta::test
