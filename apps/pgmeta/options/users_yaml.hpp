// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"

#include <yaml-cpp/yaml.h>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pgmeta::cli {

/// A YAML file with a list under `users:`.  Everything wrong in it becomes a diagnostic with its
/// place; passwords are named in such a file, never written there.
class UsersYaml {
public:
    /// `text` must outlive this; `file` is its name in problems.
    UsersYaml(std::string file, const std::string& text, Diagnostics& problems)
        : file_{std::move(file)}, text_{text}, problems_{problems} {}

    /// A key of an entry, and what to do with its value.
    struct Key {
        std::string name;
        std::function<void(const YAML::Node& value)> read;
    };

    /// The list's entries; none when the file has another form.
    std::vector<YAML::Node> entries();

    void error(std::string id, const YAML::Node& node, std::string message, std::string hint = {});

    void read_keys(const YAML::Node& node, const std::vector<Key>& keys);

    std::string scalar(const YAML::Node& node);
    std::vector<std::string> list(const YAML::Node& node);
    std::vector<std::pair<std::string, std::string>> map(const YAML::Node& node);
    bool boolean(const YAML::Node& node);
    std::optional<int> number(const YAML::Node& node);

private:
    [[nodiscard]] Location at(const YAML::Mark& mark) const;

    std::string file_;
    const std::string& text_;
    Diagnostics& problems_;
};

}  // namespace pgmeta::cli
