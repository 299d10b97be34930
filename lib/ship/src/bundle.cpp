// SPDX-License-Identifier: MIT
#include "pgmeta/ship/bundle.hpp"

#include "pgmeta/base/digest.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/sqltext/script.hpp"
#include "scripts.hpp"
#include "tar.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <utility>

namespace pgmeta::ship {

using Json = nlohmann::ordered_json;
using workspace::ScriptKind;

namespace {

std::string digest_or_empty(const std::optional<std::string>& script) {
    return script ? sha256_hex(*script) : std::string{};
}

std::string change_digest(const BundledChange& change) {
    std::vector<std::string> parts{change.name, digest_or_empty(change.deploy),
                                   digest_or_empty(change.revert), digest_or_empty(change.verify)};
    if (change.executable) parts.push_back(sha256_hex(*change.executable));
    return sha256_hex(join(parts, "\n"));
}

std::string bundle_digest(const Bundle& bundle) {
    std::vector<std::string> parts{bundle.plan, bundle.control ? bundle.control->content : ""};
    for (const auto& change : bundle.changes)
        parts.push_back(change_digest(change));
    return sha256_hex(join(parts, "\n"));
}

Json script_json(std::string_view kind, const std::optional<std::string>& sql) {
    if (!sql) return nullptr;
    return Json{{"kind", kind}, {"sql", *sql}, {"digest", sha256_hex(*sql)}};
}

Json change_json(const BundledChange& change) {
    Json json{{"name", change.name},
              {"dependencies", change.dependencies},
              {"deploy", script_json("deploy", change.deploy)},
              {"revert", script_json("revert", change.revert)},
              {"verify", script_json("verify", change.verify)},
              {"digest", change_digest(change)}};
    if (change.executable)
        json["exec"] =
            Json{{"sql", *change.executable}, {"digest", sha256_hex(*change.executable)}};
    return json;
}

Json bundle_json(const Bundle& bundle) {
    std::vector<std::string> order;
    auto changes = Json::array();
    for (const auto& change : bundle.changes) {
        order.push_back(change.name);
        changes.push_back(change_json(change));
    }
    Json control;
    if (bundle.control)
        control =
            Json{{"fileName", bundle.control->file_name}, {"content", bundle.control->content}};
    return Json{{"manifest",
                 {{"formatVersion", bundle_format},
                  {"name", bundle.name},
                  {"createdWith", "pgmeta"},
                  {"changeCount", bundle.changes.size()},
                  {"deployOrder", order},
                  {"digest", bundle_digest(bundle)}}},
                {"plan", bundle.plan},
                {"control", control},
                {"changes", changes}};
}

}  // namespace

Bundle bundle_of(const workspace::Package& package,
                 const std::string& control,
                 Diagnostics& problems) {
    Bundle bundle{package.name, *package.plan.text, std::nullopt, {}};
    const auto check = [&](const std::string& file, const std::string& text) {
        if (!is_utf8(text))
            problems.error("not-utf8", {file, 0, 0},
                           "expected text in UTF-8, found a byte that is none",
                           "save the file as UTF-8");
    };
    check(package.plan.file, bundle.plan);
    check(package.control.file, control);
    if (!control.empty())
        bundle.control = {std::filesystem::path{package.control.file}.filename().string(), control};
    for (const auto& change : package.plan.changes) {
        BundledChange bundled;
        bundled.name = change.name;
        for (const auto& requirement : change.requirements)
            bundled.dependencies.push_back(requirement.text);
        bundled.deploy = read_script(package, change, ScriptKind::deploy, problems);
        bundled.revert = read_script(package, change, ScriptKind::revert, problems);
        bundled.verify = read_script(package, change, ScriptKind::verify, problems);
        if (bundled.deploy)
            bundled.executable = sqltext::prepare(*bundled.deploy, sqltext::Use::deploy).text;
        bundle.changes.push_back(std::move(bundled));
    }
    return bundle;
}

std::string write_bundle(const Bundle& bundle) {
    TarWriter tar{0};
    tar.add(bundle_entry, bundle_json(bundle).dump(2) + "\n");
    return tar.finish();
}

}  // namespace pgmeta::ship
