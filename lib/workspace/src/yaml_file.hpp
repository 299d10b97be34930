// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"

#include <yaml-cpp/yaml.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::workspace {

/// A YAML file that is read key by key; every problem becomes a diagnostic with its place.
class YamlFile {
public:
    /// What to do with the value of a key; `path` is the key with those above it, `targets.test`.
    using Visit = std::function<void(const std::string& path, const YAML::Node& value)>;

    /// A key that a map may hold.
    struct Key {
        std::string name;
        Visit read;
    };

    /// `text` must outlive this object.
    YamlFile(std::string file, std::string_view text, Diagnostics& problems)
        : file_{std::move(file)}, text_{text}, problems_{problems} {}

    /// The file's only document, or empty when it holds none or no YAML.
    std::optional<YAML::Node> load();

    [[nodiscard]] const std::string& name() const { return file_; }

    [[nodiscard]] Location at(const YAML::Mark& mark) const;
    void error(std::string id, const YAML::Node& node, std::string message, std::string hint = {});
    /// Reports that a value has another type than expected.
    void expected(std::string_view what, const std::string& path, const YAML::Node& found);

    /// Visits each key once; one that is not among `keys` is an error with a suggestion.
    void read_keys(const std::string& path, const YAML::Node& map, const std::vector<Key>& keys);
    /// Visits each entry of a map with any keys.
    void read_entries(const std::string& path, const YAML::Node& map, const Visit& visit);

    /// A value that is text, not empty, and holds no password; empty after a report.
    std::optional<std::string> text(const std::string& path, const YAML::Node& node);
    std::optional<bool> boolean(const std::string& path, const YAML::Node& node);
    /// Each item of a list of texts.
    void read_list(const std::string& path, const YAML::Node& node, const Visit& visit);

    using Store = std::function<void(
        const std::string& name, const std::string& value, const Location& where)>;
    /// A map of names that the session variable `var.NAME` can have, to texts.
    void read_variables(const std::string& path, const YAML::Node& node, const Store& store);
    /// A map of names of server settings to texts.
    void read_settings(const std::string& path, const YAML::Node& node, const Store& store);

private:
    void unknown_key(const std::string& name, const YAML::Node& key, const std::vector<Key>& keys);

    std::string file_;
    std::string_view text_;
    Diagnostics& problems_;
};

}  // namespace pgmeta::workspace
