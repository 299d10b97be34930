// SPDX-License-Identifier: MIT
#include "pgmeta/base/text.hpp"
#include "read_config.hpp"
#include "yaml_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace pgmeta::workspace {

namespace {

/// As PostgreSQL spells durations, and `m` for minutes.
bool is_duration(std::string_view text) {
    constexpr std::array<std::string_view, 8> units{"", "us", "ms", "s", "m", "min", "h", "d"};
    const auto unit_at = std::min(text.find_first_not_of("0123456789."), text.size());
    const auto unit = trim(text.substr(unit_at));
    return unit_at > 0 && text.front() != '.' &&
           std::find(units.begin(), units.end(), unit) != units.end();
}

class ConfigReader {
public:
    ConfigReader(std::string file, std::string_view text, Config& config, Diagnostics& problems)
        : yaml_{std::move(file), text, problems}, config_{config} {}

    void read();

private:
    using Visit = YamlFile::Visit;

    template <typename Value>
    Visit into(Setting<Value>& setting);
    Visit duration_into(Setting<std::optional<std::string>>& setting);
    Visit boolean_into(const std::function<void(bool, Location)>& store);

    void read_packages(const std::string& path, const YAML::Node& node);
    void read_target(const std::string& path, const std::string& name, const YAML::Node& node);
    void read_roles(const std::string& path, const YAML::Node& node);
    void read_deploy(const std::string& path, const YAML::Node& node);
    void read_tx(const std::string& path, const YAML::Node& node);
    void read_variables(const std::string& path, const YAML::Node& node);

    YamlFile yaml_;
    Config& config_;
};

void ConfigReader::read() {
    const auto document = yaml_.load();
    if (!document) return;
    const auto entries = [this](Visit visit) {
        return [this, visit = std::move(visit)](const std::string& path, const YAML::Node& node) {
            yaml_.read_entries(path, node, visit);
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
    yaml_.read_keys("", *document,
                    {{"packages", call(&ConfigReader::read_packages)},
                     {"extensions_dir", into(config_.extensions_dir)},
                     {"default_target", into(config_.default_target)},
                     {"targets", entries(target)},
                     {"roles", call(&ConfigReader::read_roles)},
                     {"registry", into(config_.registry)},
                     {"deploy", call(&ConfigReader::read_deploy)},
                     {"variables", call(&ConfigReader::read_variables)}});
}

template <typename Value>
ConfigReader::Visit ConfigReader::into(Setting<Value>& setting) {
    return [this, &setting](const std::string& path, const YAML::Node& node) {
        if (const auto value = yaml_.text(path, node)) setting = {*value, yaml_.at(node.Mark())};
    };
}

ConfigReader::Visit ConfigReader::boolean_into(const std::function<void(bool, Location)>& store) {
    return [this, store](const std::string& path, const YAML::Node& node) {
        if (const auto value = yaml_.boolean(path, node)) store(*value, yaml_.at(node.Mark()));
    };
}

void ConfigReader::read_variables(const std::string& path, const YAML::Node& node) {
    yaml_.read_variables(
        path, node, [this](const std::string& name, const std::string& value, const Location&) {
            config_.variables[name] = value;
        });
}

ConfigReader::Visit ConfigReader::duration_into(Setting<std::optional<std::string>>& setting) {
    return [this, &setting](const std::string& path, const YAML::Node& node) {
        const auto value = yaml_.text(path, node);
        if (!value) return;
        if (is_duration(*value)) {
            setting = {*value, yaml_.at(node.Mark())};
            return;
        }
        yaml_.error(
            "config-value", node,
            fmt::format("expected a duration like `60s` for `{}`, found `{}`", path, *value));
    };
}

void ConfigReader::read_packages(const std::string& path, const YAML::Node& node) {
    if (!node.IsSequence()) return yaml_.expected("a list of patterns", path, node);
    std::vector<std::string> patterns;
    for (const auto& item : node) {
        if (auto pattern = yaml_.text(path, item)) patterns.push_back(std::move(*pattern));
    }
    config_.packages = {std::move(patterns), yaml_.at(node.Mark())};
}

void ConfigReader::read_target(const std::string& path,
                               const std::string& name,
                               const YAML::Node& node) {
    TargetConfig target{name, {}, false, yaml_.at(node.Mark())};
    const auto read_url = [&](const std::string& key, const YAML::Node& value) {
        const auto url = yaml_.text(key, value);
        if (url) target.url = *url;
    };
    const auto read_protected =
        boolean_into([&](bool value, const Location&) { target.is_protected = value; });
    const bool complete = !node.IsMap() || node["url"].IsDefined();
    yaml_.read_keys(path, node, {{"url", read_url}, {"protected", read_protected}});
    if (!complete) {
        yaml_.error("config-type", node,
                    fmt::format("expected a key `url` in `{}`, found none", path));
    }
    config_.targets.push_back(std::move(target));
}

void ConfigReader::read_roles(const std::string& path, const YAML::Node& node) {
    yaml_.read_keys(path, node,
                    {{"anonymous", into(config_.role_anonymous)},
                     {"authenticated", into(config_.role_authenticated)},
                     {"administrator", into(config_.role_administrator)},
                     {"authenticated_client", into(config_.role_authenticated_client)}});
}

void ConfigReader::read_deploy(const std::string& path, const YAML::Node& node) {
    const auto verify = boolean_into([this](bool value, Location where) {
        config_.deploy_verify = {value, std::move(where)};
    });
    const Visit tx = [this](const std::string& key, const YAML::Node& value) {
        read_tx(key, value);
    };
    yaml_.read_keys(path, node,
                    {{"tx", tx},
                     {"verify", verify},
                     {"lock_wait", duration_into(config_.lock_wait)},
                     {"lock_timeout", duration_into(config_.lock_timeout)},
                     {"statement_timeout", duration_into(config_.statement_timeout)}});
}

void ConfigReader::read_tx(const std::string& path, const YAML::Node& node) {
    const std::array<std::string, 3> choices{"all", "package", "change"};
    const auto value = yaml_.text(path, node);
    if (!value) return;
    if (std::find(choices.begin(), choices.end(), *value) != choices.end()) {
        config_.deploy_tx = {*value, yaml_.at(node.Mark())};
        return;
    }
    yaml_.error(
        "config-value", node,
        fmt::format("expected `all`, `package` or `change` for `{}`, found `{}`", path, *value),
        did_you_mean(*value, choices));
}

}  // namespace

void read_yaml_config(std::string file,
                      std::string_view text,
                      Config& config,
                      Diagnostics& problems) {
    ConfigReader{std::move(file), text, config, problems}.read();
}

}  // namespace pgmeta::workspace
