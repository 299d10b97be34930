// SPDX-License-Identifier: MIT
#include "pgmeta/testkit/recipe.hpp"

#include "pgmeta/base/digest.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/graph/order.hpp"
#include "pgmeta/ledger/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::testkit {

using workspace::ScriptKind;
using workspace::Selection;

namespace {

/// Raised when prepared databases of older programs must not be used any more.
constexpr int fingerprint_version = 1;

std::string ledger_line(std::string_view package, std::string_view change, std::string_view hash) {
    return fmt::format("{}:{}:{}\n", package, change, hash);
}

std::string digest_of_lines(std::vector<std::string> lines) {
    std::sort(lines.begin(), lines.end());
    Sha256 sha;
    for (const auto& line : lines)
        sha.update(line);
    return sha.hex();
}

std::vector<const workspace::Package*> packages_of(const std::vector<Selection>& roots) {
    std::vector<const workspace::Package*> result;
    result.reserve(roots.size());
    for (const auto& root : roots)
        result.push_back(root.package);
    return result;
}

/// Text that is hashed, and the rows that the ledger will have.
class Resolver {
public:
    Resolver(const workspace::Workspace& workspace, const Recipe& recipe)
        : workspace_{workspace}, recipe_{recipe} {}

    void add_package(const workspace::Package& package) {
        sha_.update(fmt::format("package {} {}\n", package.name, package.version));
        std::size_t end = package.plan.changes.size();
        for (const auto& root : recipe_.roots)
            if (root.package == &package && root.change != Selection::npos) end = root.change + 1;
        for (std::size_t i = 0; i < end; ++i)
            add_change(package, package.plan.changes[i]);
    }

    void add(const std::string& line) { sha_.update(line); }

    [[nodiscard]] std::string fingerprint() { return sha_.hex(); }

    [[nodiscard]] std::string ledger() { return digest_of_lines(std::move(rows_)); }

private:
    void add_change(const workspace::Package& package, const workspace::Change& change) {
        sha_.update(fmt::format("change {}\n", change.name));
        for (const auto& row : graph::ledger_requirements(workspace_, package, change))
            sha_.update(fmt::format("needs {}\n", row));
        for (const auto kind : {ScriptKind::deploy, ScriptKind::revert, ScriptKind::verify}) {
            const auto text = read_file_if_exists(package.script(kind, change.name));
            const auto digest = text ? sha256_hex(*text) : std::string{"-"};
            sha_.update(fmt::format("{} {}\n", workspace::to_string(kind), digest));
            if (kind == ScriptKind::deploy)
                rows_.push_back(ledger_line(package.name, change.name, digest));
        }
    }

    const workspace::Workspace& workspace_;
    const Recipe& recipe_;
    Sha256 sha_;
    std::vector<std::string> rows_;
};

}  // namespace

std::vector<std::string> extensions_of(const workspace::Workspace& workspace,
                                       const Recipe& recipe) {
    std::vector<std::string> result;
    for (const auto& item : graph::package_order(workspace, packages_of(recipe.roots)))
        if (item.package == nullptr) result.push_back(item.name);
    for (const auto& name : recipe.extensions)
        if (std::find(result.begin(), result.end(), name) == result.end()) result.push_back(name);
    return result;
}

Content content_of(const workspace::Workspace& workspace,
                   const Recipe& recipe,
                   const Server& server) {
    Content content;
    content.extensions = extensions_of(workspace, recipe);
    Resolver resolver{workspace, recipe};
    resolver.add(fmt::format("pgmeta {} {}\n", fingerprint_version, ledger::current_version()));
    resolver.add(fmt::format("server {} {}\nuser {}\n", server.version, server.database_defaults,
                             server.user));
    resolver.add(fmt::format("verify {}\n", recipe.verify));
    for (const auto& name : content.extensions) {
        const auto known = server.extensions.find(name);
        resolver.add(fmt::format("extension {} {}\n", name,
                                 known == server.extensions.end() ? "" : known->second));
    }
    for (const auto& item : graph::package_order(workspace, packages_of(recipe.roots))) {
        if (item.package == nullptr) continue;
        content.packages.push_back(item.package->name);
        resolver.add_package(*item.package);
    }
    content.fingerprint = resolver.fingerprint();
    content.ledger = resolver.ledger();
    return content;
}

std::string ledger_digest(const workspace::Deployed& deployed) {
    std::vector<std::string> rows;
    for (const auto& change : deployed.changes)
        rows.push_back(ledger_line(change.package, change.change, change.script_hash));
    return digest_of_lines(std::move(rows));
}

}  // namespace pgmeta::testkit
