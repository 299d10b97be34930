// SPDX-License-Identifier: MIT
#include "pgmeta/base/text.hpp"
#include "read_config.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <utility>

namespace pgmeta::workspace {

namespace {

std::string_view kind_of(const YAML::Node& node) {
    if (node.IsMap()) return "a map";
    if (node.IsSequence()) return "a list";
    return node.IsScalar() ? "text" : "nothing";
}

/// As PostgreSQL spells durations, and `m` for minutes.
bool is_duration(std::string_view text) {
    constexpr std::array<std::string_view, 8> units{"", "us", "ms", "s", "m", "min", "h", "d"};
    const auto unit_at = std::min(text.find_first_not_of("0123456789."), text.size());
    const auto unit = trim(text.substr(unit_at));
    return unit_at > 0 && text.front() != '.' &&
           std::find(units.begin(), units.end(), unit) != units.end();
}

class YamlReader {
public:
    YamlReader(std::string file, std::string_view text, Config& config, Diagnostics& problems)
        : file_{std::move(file)}, text_{text}, config_{config}, problems_{problems} {}

    void read();

private:
    using Visit = std::function<void(const std::string& path, const YAML::Node& value)>;

    /// A key that a map may hold, and what to do with its value.
    struct Key {
        std::string name;
        Visit read;
    };

    [[nodiscard]] Location at(const YAML::Mark& mark) const;
    void error(std::string id, const YAML::Node& node, std::string message, std::string hint = {});
    void expected(std::string_view what, const std::string& path, const YAML::Node& found);
    void read_keys(const std::string& path, const YAML::Node& map, const std::vector<Key>& keys);
    void read_entries(const std::string& path, const YAML::Node& map, const Visit& visit);
    void unknown_key(const std::string& name, const YAML::Node& key, const std::vector<Key>& keys);
    std::optional<std::string> text(const std::string& path, const YAML::Node& node);
    bool refuse_password(const std::string& path, const YAML::Node& node);

    template <typename Value>
    Visit into(Setting<Value>& setting);
    Visit duration_into(Setting<std::optional<std::string>>& setting);
    Visit boolean_into(const std::function<void(bool, Location)>& store);

    void read_packages(const std::string& path, const YAML::Node& node);
    void read_target(const std::string& path, const std::string& name, const YAML::Node& node);
    void read_roles(const std::string& path, const YAML::Node& node);
    void read_deploy(const std::string& path, const YAML::Node& node);
    void read_tx(const std::string& path, const YAML::Node& node);

    std::string file_;
    std::string_view text_;
    Config& config_;
    Diagnostics& problems_;
};

void YamlReader::read() {
    std::vector<YAML::Node> documents;
    try {
        documents = YAML::LoadAll(std::string{text_});
    } catch (const YAML::Exception& e) {
        problems_.error("config-syntax", at(e.mark), fmt::format("expected YAML: {}", e.msg));
        return;
    }
    if (documents.empty() || documents.front().IsNull()) return;
    if (documents.size() > 1) {
        error("config-syntax", documents[1], "expected one YAML document, found a second one");
    }
    const auto entries = [this](Visit visit) {
        return [this, visit = std::move(visit)](const std::string& path, const YAML::Node& node) {
            read_entries(path, node, visit);
        };
    };
    const auto call = [this](auto member) {
        return [this, member](const std::string& path, const YAML::Node& node) {
            (this->*member)(path, node);
        };
    };
    const Visit target = [this](const std::string& path, const YAML::Node& node) {
        read_target(path, path.substr(std::string_view{"targets."}.size()), node);
    };
    const Visit variable = [this](const std::string& path, const YAML::Node& node) {
        const auto value = text(path, node);
        if (!value || refuse_password(path, node)) return;
        config_.variables[path.substr(std::string_view{"variables."}.size())] = *value;
    };
    read_keys("", documents.front(),
              {{"packages", call(&YamlReader::read_packages)},
               {"extensions_dir", into(config_.extensions_dir)},
               {"default_target", into(config_.default_target)},
               {"targets", entries(target)},
               {"roles", call(&YamlReader::read_roles)},
               {"registry", into(config_.registry)},
               {"deploy", call(&YamlReader::read_deploy)},
               {"variables", entries(variable)}});
}

Location YamlReader::at(const YAML::Mark& mark) const {
    if (mark.is_null()) return {file_, 0, 0};
    const auto offset = std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size());
    const auto place = line_column(text_, offset);
    return {file_, place.line, place.column};
}

void YamlReader::error(std::string id,
                       const YAML::Node& node,
                       std::string message,
                       std::string hint) {
    problems_.error(std::move(id), at(node.Mark()), std::move(message), std::move(hint));
}

void YamlReader::expected(std::string_view what, const std::string& path, const YAML::Node& found) {
    error("config-type", found,
          fmt::format("expected {} for `{}`, found {}", what, path, kind_of(found)));
}

void YamlReader::read_entries(const std::string& path, const YAML::Node& map, const Visit& visit) {
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

void YamlReader::read_keys(const std::string& path,
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

void YamlReader::unknown_key(const std::string& name,
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

std::optional<std::string> YamlReader::text(const std::string& path, const YAML::Node& node) {
    if (node.IsScalar() && !node.Scalar().empty()) return node.Scalar();
    if (node.IsScalar()) {
        error("config-type", node, fmt::format("expected text for `{}`, found nothing", path));
    } else {
        expected("text", path, node);
    }
    return std::nullopt;
}

bool YamlReader::refuse_password(const std::string& path, const YAML::Node& node) {
    if (!node.IsScalar() || !holds_password(node.Scalar())) return false;
    error("config-password", node,
          fmt::format("expected no password in this file, found one in `{}`", path),
          "use PGPASSWORD, a password file or a service file");
    return true;
}

template <typename Value>
YamlReader::Visit YamlReader::into(Setting<Value>& setting) {
    return [this, &setting](const std::string& path, const YAML::Node& node) {
        const auto value = text(path, node);
        if (value && !refuse_password(path, node)) setting = {*value, at(node.Mark())};
    };
}

YamlReader::Visit YamlReader::duration_into(Setting<std::optional<std::string>>& setting) {
    return [this, &setting](const std::string& path, const YAML::Node& node) {
        const auto value = text(path, node);
        if (!value) return;
        if (is_duration(*value)) {
            setting = {*value, at(node.Mark())};
            return;
        }
        error("config-value", node,
              fmt::format("expected a duration like `60s` for `{}`, found `{}`", path, *value));
    };
}

YamlReader::Visit YamlReader::boolean_into(const std::function<void(bool, Location)>& store) {
    return [this, store](const std::string& path, const YAML::Node& node) {
        bool value = false;
        if (YAML::convert<bool>::decode(node, value)) return store(value, at(node.Mark()));
        error("config-type", node,
              fmt::format("expected true or false for `{}`, found {}", path,
                          node.IsScalar() ? fmt::format("`{}`", node.Scalar())
                                          : std::string{kind_of(node)}));
    };
}

void YamlReader::read_packages(const std::string& path, const YAML::Node& node) {
    if (!node.IsSequence()) return expected("a list of patterns", path, node);
    std::vector<std::string> patterns;
    for (const auto& item : node) {
        if (auto pattern = text(path, item)) patterns.push_back(std::move(*pattern));
    }
    config_.packages = {std::move(patterns), at(node.Mark())};
}

void YamlReader::read_target(const std::string& path,
                             const std::string& name,
                             const YAML::Node& node) {
    TargetConfig target{name, {}, false, at(node.Mark())};
    const auto read_url = [&](const std::string& key, const YAML::Node& value) {
        const auto url = text(key, value);
        if (url && !refuse_password(key, value)) target.url = *url;
    };
    const auto read_protected =
        boolean_into([&](bool value, const Location&) { target.is_protected = value; });
    const bool complete = !node.IsMap() || node["url"].IsDefined();
    read_keys(path, node, {{"url", read_url}, {"protected", read_protected}});
    if (!complete) {
        error("config-type", node, fmt::format("expected a key `url` in `{}`, found none", path));
    }
    config_.targets.push_back(std::move(target));
}

void YamlReader::read_roles(const std::string& path, const YAML::Node& node) {
    read_keys(path, node,
              {{"anonymous", into(config_.role_anonymous)},
               {"authenticated", into(config_.role_authenticated)},
               {"administrator", into(config_.role_administrator)},
               {"authenticated_client", into(config_.role_authenticated_client)}});
}

void YamlReader::read_deploy(const std::string& path, const YAML::Node& node) {
    const auto verify = boolean_into([this](bool value, Location where) {
        config_.deploy_verify = {value, std::move(where)};
    });
    const Visit tx = [this](const std::string& key, const YAML::Node& value) {
        read_tx(key, value);
    };
    read_keys(path, node,
              {{"tx", tx},
               {"verify", verify},
               {"lock_wait", duration_into(config_.lock_wait)},
               {"lock_timeout", duration_into(config_.lock_timeout)},
               {"statement_timeout", duration_into(config_.statement_timeout)}});
}

void YamlReader::read_tx(const std::string& path, const YAML::Node& node) {
    const std::array<std::string, 3> choices{"all", "package", "change"};
    const auto value = text(path, node);
    if (!value) return;
    if (std::find(choices.begin(), choices.end(), *value) != choices.end()) {
        config_.deploy_tx = {*value, at(node.Mark())};
        return;
    }
    error("config-value", node,
          fmt::format("expected `all`, `package` or `change` for `{}`, found `{}`", path, *value),
          did_you_mean(*value, choices));
}

}  // namespace

void read_yaml_config(std::string file,
                      std::string_view text,
                      Config& config,
                      Diagnostics& problems) {
    YamlReader{std::move(file), text, config, problems}.read();
}

}  // namespace pgmeta::workspace
