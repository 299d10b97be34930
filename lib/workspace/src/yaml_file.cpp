// SPDX-License-Identifier: MIT
#include "yaml_file.hpp"

#include "pgmeta/base/text.hpp"
#include "read_config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace pgmeta::workspace {

namespace {

std::string_view kind_of(const YAML::Node& node) {
    if (node.IsMap()) return "a map";
    if (node.IsSequence()) return "a list";
    return node.IsScalar() ? "text" : "nothing";
}

/// Letters, digits and underscores, no digit first.
bool is_word(std::string_view text) {
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    return !text.empty() && is_letter(text.front()) &&
           std::all_of(text.begin(), text.end(),
                       [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

/// A word, or words with a dot between them.
bool is_setting_name(std::string_view text) {
    const auto dot = text.find('.');
    if (dot == std::string_view::npos) return is_word(text);
    return is_word(text.substr(0, dot)) && is_setting_name(text.substr(dot + 1));
}

}  // namespace

std::optional<YAML::Node> YamlFile::load() {
    std::vector<YAML::Node> documents;
    try {
        documents = YAML::LoadAll(std::string{text_});
    } catch (const YAML::Exception& e) {
        problems_.error("config-syntax", at(e.mark), fmt::format("expected YAML: {}", e.msg));
        return std::nullopt;
    }
    if (documents.empty() || documents.front().IsNull()) return std::nullopt;
    if (documents.size() > 1) {
        error("config-syntax", documents[1], "expected one YAML document, found a second one");
    }
    return documents.front();
}

Location YamlFile::at(const YAML::Mark& mark) const {
    if (mark.is_null()) return {file_, 0, 0};
    const auto offset = std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size());
    const auto place = line_column(text_, offset);
    return {file_, place.line, place.column};
}

void YamlFile::error(std::string id,
                     const YAML::Node& node,
                     std::string message,
                     std::string hint) {
    problems_.error(std::move(id), at(node.Mark()), std::move(message), std::move(hint));
}

void YamlFile::expected(std::string_view what, const std::string& path, const YAML::Node& found) {
    error("config-type", found,
          fmt::format("expected {} for `{}`, found {}", what, path, kind_of(found)));
}

void YamlFile::read_entries(const std::string& path, const YAML::Node& map, const Visit& visit) {
    if (!map.IsMap()) return expected("a map", path.empty() ? file_ : path, map);
    std::set<std::string> seen;
    for (const auto& entry : map) {
        if (!entry.first.IsScalar()) {
            error("config-type", entry.first,
                  fmt::format("expected text as a key, found {}", kind_of(entry.first)));
            continue;
        }
        const auto name = entry.first.Scalar();
        if (!seen.insert(name).second) {
            error("config-duplicate-key", entry.first,
                  fmt::format("expected every key once, found `{}` again", name));
            continue;
        }
        visit(path.empty() ? name : fmt::format("{}.{}", path, name), entry.second);
    }
}

void YamlFile::read_keys(const std::string& path,
                         const YAML::Node& map,
                         const std::vector<Key>& keys) {
    if (!map.IsMap()) return expected("a map", path.empty() ? file_ : path, map);
    const auto prefix = path.empty() ? std::size_t{0} : path.size() + 1;
    for (const auto& entry : map) {
        if (!entry.first.IsScalar()) continue;
        const auto known = std::any_of(keys.begin(), keys.end(), [&](const Key& key) {
            return key.name == entry.first.Scalar();
        });
        if (!known) unknown_key(entry.first.Scalar(), entry.first, keys);
    }
    read_entries(path, map, [&](const std::string& key_path, const YAML::Node& value) {
        for (const auto& key : keys) {
            if (key_path.compare(prefix, std::string::npos, key.name) == 0) {
                key.read(key_path, value);
            }
        }
    });
}

void YamlFile::unknown_key(const std::string& name,
                           const YAML::Node& key,
                           const std::vector<Key>& keys) {
    if (name == "password" || name == "pass" || name == "passwd") {
        return error("config-password", key, "expected no password in this file, found one",
                     "use PGPASSWORD, a password file or a service file");
    }
    std::vector<std::string> names(keys.size());
    std::transform(keys.begin(), keys.end(), names.begin(),
                   [](const Key& candidate) { return candidate.name; });
    auto hint = did_you_mean(name, names);
    if (hint.empty()) hint = fmt::format("known keys: {}", join(names, ", "));
    error("config-unknown-key", key, fmt::format("expected a known key, found `{}`", name),
          std::move(hint));
}

std::optional<std::string> YamlFile::text(const std::string& path, const YAML::Node& node) {
    if (!node.IsScalar()) {
        expected("text", path, node);
    } else if (node.Scalar().empty()) {
        error("config-type", node, fmt::format("expected text for `{}`, found nothing", path));
    } else if (holds_password(node.Scalar())) {
        error("config-password", node,
              fmt::format("expected no password in this file, found one in `{}`", path),
              "use PGPASSWORD, a password file or a service file");
    } else {
        return node.Scalar();
    }
    return std::nullopt;
}

std::optional<bool> YamlFile::boolean(const std::string& path, const YAML::Node& node) {
    bool value = false;
    if (YAML::convert<bool>::decode(node, value)) return value;
    error("config-type", node,
          fmt::format(
              "expected true or false for `{}`, found {}", path,
              node.IsScalar() ? fmt::format("`{}`", node.Scalar()) : std::string{kind_of(node)}));
    return std::nullopt;
}

void YamlFile::read_list(const std::string& path, const YAML::Node& node, const Visit& visit) {
    if (!node.IsSequence()) return expected("a list", path, node);
    for (const auto& item : node)
        visit(path, item);
}

void YamlFile::read_variables(const std::string& path, const YAML::Node& node, const Store& store) {
    read_entries(path, node, [&](const std::string& full, const YAML::Node& value) {
        const auto name = full.substr(path.size() + 1);
        if (!is_word(name)) {
            return error("config-value", value,
                         fmt::format("expected letters, digits and underscores as a variable's "
                                     "name, found `{}`",
                                     name));
        }
        if (const auto found = text(full, value)) store(name, *found, at(value.Mark()));
    });
}

void YamlFile::read_settings(const std::string& path, const YAML::Node& node, const Store& store) {
    read_entries(path, node, [&](const std::string& full, const YAML::Node& value) {
        const auto name = full.substr(path.size() + 1);
        if (!is_setting_name(name)) {
            return error("config-value", value,
                         fmt::format("expected the name of a server setting, like `work_mem` or "
                                     "`app.mode`, found `{}`",
                                     name));
        }
        if (const auto found = text(full, value)) store(name, *found, at(value.Mark()));
    });
}

}  // namespace pgmeta::workspace
