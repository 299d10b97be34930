// SPDX-License-Identifier: MIT
#include "pgmeta/base/digest.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/registry/archive.hpp"
#include "pgmeta/ship/bundle.hpp"
#include "scripts.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace pgmeta::ship {

using Json = nlohmann::ordered_json;

namespace {

/// A value of the bundle, with the way to it for messages.
class Node {
public:
    Node(const Json& json, std::string path, const std::string& shown)
        : json_{json}, path_{std::move(path)}, shown_{shown} {}

    [[nodiscard]] Node at(const std::string& key) const {
        const auto found = json_.is_object() ? json_.find(key) : json_.end();
        if (!json_.is_object() || found == json_.end()) throw unlike(key, "nothing");
        return {*found, path_.empty() ? key : path_ + "." + key, shown_};
    }

    /// As at, but nothing where the value is null or missing.
    [[nodiscard]] std::optional<Node> maybe(const std::string& key) const {
        if (!json_.is_object()) throw unlike(key, json_.type_name());
        const auto found = json_.find(key);
        if (found == json_.end() || found->is_null()) return std::nullopt;
        return at(key);
    }

    [[nodiscard]] std::string text() const {
        if (!json_.is_string()) throw wrong("text");
        return json_.get<std::string>();
    }

    [[nodiscard]] std::size_t number() const {
        if (!json_.is_number_unsigned()) throw wrong("a number");
        return json_.get<std::size_t>();
    }

    [[nodiscard]] std::vector<Node> list() const {
        if (!json_.is_array()) throw wrong("a list");
        std::vector<Node> items;
        for (std::size_t i = 0; i < json_.size(); ++i)
            items.emplace_back(json_[i], fmt::format("{}[{}]", path_, i), shown_);
        return items;
    }

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    [[nodiscard]] Error wrong(std::string_view expected) const {
        return Error{Fault::environment, "bundle-unreadable",
                     fmt::format("expected {} for `{}` in `{}`, found {}", expected, path_, shown_,
                                 json_.type_name())};
    }

    [[nodiscard]] Error unlike(const std::string& key, std::string_view found) const {
        return Error{Fault::environment, "bundle-unreadable",
                     fmt::format("expected `{}{}{}` in `{}`, found {}", path_,
                                 path_.empty() ? "" : ".", key, shown_, found)}
            .hint("is this a bundle? `pgmeta package` writes them");
    }

    const Json& json_;
    std::string path_;
    const std::string& shown_;
};

class Reader {
public:
    explicit Reader(const std::string& shown) : shown_{shown} {}

    Bundle read(const Json& json) {
        const Node root{json, {}, shown_};
        const auto manifest = root.at("manifest");
        check_format(manifest.at("formatVersion").text());
        Bundle bundle{manifest.at("name").text(), root.at("plan").text(), std::nullopt, {}};
        if (const auto control = root.maybe("control"))
            bundle.control = {control->at("fileName").text(), control->at("content").text()};
        std::vector<std::string> parts{bundle.plan, bundle.control ? bundle.control->content : ""};
        for (const auto& node : root.at("changes").list()) {
            bundle.changes.push_back(read_change(node));
            parts.push_back(node.at("digest").text());
        }
        compare("the bundle", manifest.at("digest").text(), sha256_hex(join(parts, "\n")));
        check_order(manifest, bundle);
        return bundle;
    }

private:
    void check_format(const std::string& version) const {
        if (version == bundle_format) return;
        throw Error{Fault::environment, "bundle-unreadable",
                    fmt::format("expected format version {} in `{}`, found `{}`", bundle_format,
                                shown_, version)}
            .hint("another version of pgmeta may know it");
    }

    [[nodiscard]] Error tampered(const std::string& what) const {
        return Error{Fault::environment, "bundle-tampered",
                     fmt::format("`{}` is not as it was made: {}", shown_, what)}
            .hint("nothing was run; get the bundle again, or make it anew with `pgmeta package`");
    }

    void compare(const std::string& what,
                 const std::string& claimed,
                 const std::string& actual) const {
        if (claimed == actual) return;
        throw tampered(fmt::format("expected digest {} of {}, found {}", claimed, what, actual));
    }

    /// The text of `node.sql`, whose digest stands beside it.
    [[nodiscard]] std::optional<std::string> read_sql(const Node& change,
                                                      const std::string& key,
                                                      std::string& digest) const {
        const auto script = change.maybe(key);
        if (!script) return std::nullopt;
        auto sql = script->at("sql").text();
        digest = sha256_hex(sql);
        compare(fmt::format("`{}`", script->path()), script->at("digest").text(), digest);
        return sql;
    }

    [[nodiscard]] BundledChange read_change(const Node& node) const {
        BundledChange change;
        change.name = node.at("name").text();
        if (const auto dependencies = node.maybe("dependencies"))
            for (const auto& item : dependencies->list())
                change.dependencies.push_back(item.text());
        std::vector<std::string> digests(4);
        digests[0] = change.name;
        change.deploy = read_sql(node, "deploy", digests[1]);
        change.revert = read_sql(node, "revert", digests[2]);
        change.verify = read_sql(node, "verify", digests[3]);
        std::string executable;
        change.executable = read_sql(node, "exec", executable);
        if (change.executable) digests.push_back(executable);
        compare(fmt::format("change `{}`", change.name), node.at("digest").text(),
                sha256_hex(join(digests, "\n")));
        return change;
    }

    void check_order(const Node& manifest, const Bundle& bundle) const {
        std::vector<std::string> order;
        for (const auto& item : manifest.at("deployOrder").list())
            order.push_back(item.text());
        std::vector<std::string> names;
        for (const auto& change : bundle.changes)
            names.push_back(change.name);
        if (manifest.at("changeCount").number() != names.size() || order != names)
            throw tampered("the manifest lists other changes than it holds");
    }

    const std::string& shown_;
};

}  // namespace

std::string bundle_text(std::string_view archive, const std::string& shown) {
    registry::ArchiveLimits limits;
    limits.file_bytes = limits.total_bytes;
    auto files = registry::unpack_plain(archive, shown, limits);
    const auto found = files.find(bundle_entry);
    if (found == files.end() || files.size() != 1)
        throw Error{Fault::environment, "bundle-unreadable",
                    fmt::format("expected `{}` alone in `{}`, found {}", bundle_entry, shown,
                                files.size() == 1 ? fmt::format("`{}`", files.begin()->first)
                                                  : count_of(files.size(), "file"))}
            .hint(
                "an npm package is installed with `pgmeta install`; `pgmeta package` writes "
                "bundles");
    return std::move(found->second);
}

Bundle read_bundle(std::string_view archive, const std::string& shown) {
    Json json;
    try {
        json = Json::parse(bundle_text(archive, shown));
    } catch (const Json::exception& failure) {
        throw Error{Fault::environment, "bundle-unreadable",
                    fmt::format("expected JSON in `{}`: {}", shown, failure.what())};
    }
    return Reader{shown}.read(json);
}

}  // namespace pgmeta::ship
