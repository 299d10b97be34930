// SPDX-License-Identifier: MIT
#include "pgmeta/base/text.hpp"
#include "pgmeta/workspace/deployment_plan.hpp"
#include "yaml_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

namespace pgmeta::workspace {

namespace {

// What pgmeta needs as it is: scripts are read as UTF-8 with standard strings.
constexpr std::array<std::string_view, 3> own_settings{
    "client_encoding", "standard_conforming_strings", "client_connection_check_interval"};

std::string lower(std::string text) {
    for (auto& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

class PlanReader {
public:
    PlanReader(std::string file, std::string stem, std::string_view text, Diagnostics& problems)
        : yaml_{std::move(file), text, problems} {
        plan_.file = yaml_.name();
        plan_.name = std::move(stem);
    }

    DeploymentPlan read(Diagnostics& problems);

private:
    using Visit = YamlFile::Visit;

    Visit call(void (PlanReader::*member)(const std::string&, const YAML::Node&)) {
        return [this, member](const std::string& path, const YAML::Node& node) {
            (this->*member)(path, node);
        };
    }

    void read_name(const std::string& path, const YAML::Node& node);
    void read_description(const std::string& path, const YAML::Node& node);
    void read_base_roles(const std::string& path, const YAML::Node& node);
    void read_packages(const std::string& path, const YAML::Node& node);
    void read_variables(const std::string& path, const YAML::Node& node);
    void read_settings(const std::string& path, const YAML::Node& node);
    void read_verify(const std::string& path, const YAML::Node& node);
    std::vector<PlanWord> words(const std::string& path, const YAML::Node& node);

    YamlFile yaml_;
    DeploymentPlan plan_;
};

DeploymentPlan PlanReader::read(Diagnostics& problems) {
    const auto before = problems.errors();
    if (const auto document = yaml_.load()) {
        yaml_.read_keys("", *document,
                        {{"name", call(&PlanReader::read_name)},
                         {"description", call(&PlanReader::read_description)},
                         {"base_roles", call(&PlanReader::read_base_roles)},
                         {"packages", call(&PlanReader::read_packages)},
                         {"variables", call(&PlanReader::read_variables)},
                         {"settings", call(&PlanReader::read_settings)},
                         {"verify", call(&PlanReader::read_verify)}});
    }
    if (plan_.packages.empty() && problems.errors() == before) {
        problems.error("config-type", {plan_.file, 1, 1},
                       "expected a key `packages` with at least one package, found none",
                       "`packages: [my-package]`");
    }
    return std::move(plan_);
}

void PlanReader::read_name(const std::string& path, const YAML::Node& node) {
    const auto name = yaml_.text(path, node);
    if (!name || *name == plan_.name) return;
    yaml_.error(
        "config-value", node,
        fmt::format("expected the file's name `{}` for `name`, found `{}`", plan_.name, *name),
        "a deployment plan is found by its file's name; `name` may be left out");
}

void PlanReader::read_description(const std::string& path, const YAML::Node& node) {
    if (auto text = yaml_.text(path, node)) plan_.description = std::move(*text);
}

void PlanReader::read_base_roles(const std::string& path, const YAML::Node& node) {
    if (const auto value = yaml_.boolean(path, node)) plan_.base_roles = *value;
}

std::vector<PlanWord> PlanReader::words(const std::string& path, const YAML::Node& node) {
    std::vector<PlanWord> result;
    std::map<std::string, Location> seen;
    yaml_.read_list(path, node, [&](const std::string&, const YAML::Node& item) {
        const auto text = yaml_.text(path, item);
        if (!text) return;
        const auto name = text->substr(0, text->find(':'));
        const auto [first, is_new] = seen.emplace(name, yaml_.at(item.Mark()));
        if (!is_new) {
            return yaml_.error("config-value", item,
                               fmt::format("expected every package once, found `{}` again (first "
                                           "in line {})",
                                           name, first->second.line));
        }
        result.push_back({*text, yaml_.at(item.Mark())});
    });
    return result;
}

void PlanReader::read_packages(const std::string& path, const YAML::Node& node) {
    plan_.packages = words(path, node);
}

void PlanReader::read_variables(const std::string& path, const YAML::Node& node) {
    yaml_.read_variables(
        path, node, [this](const std::string& name, const std::string& value, const Location& at) {
            plan_.variables.push_back({name, value, at});
        });
}

void PlanReader::read_settings(const std::string& path, const YAML::Node& node) {
    yaml_.read_settings(
        path, node, [&](const std::string& name, const std::string& value, const Location& at) {
            const auto folded = lower(name);
            const bool own =
                std::find(own_settings.begin(), own_settings.end(), folded) != own_settings.end();
            if (!own) return plan_.settings.push_back({folded, value, at});
            yaml_.error("config-value", node[name],
                        fmt::format("expected a setting that scripts may have as they like, found "
                                    "`{}`, which pgmeta sets itself",
                                    name));
        });
}

void PlanReader::read_verify(const std::string& path, const YAML::Node& node) {
    if (!node.IsSequence()) {
        if (const auto value = yaml_.boolean(path, node)) plan_.verify = *value;
        return;
    }
    plan_.verified = words(path, node);
    plan_.verify = !plan_.verified.empty();
}

}  // namespace

DeploymentPlan parse_deployment_plan(std::string file,
                                     std::string stem,
                                     std::string_view text,
                                     Diagnostics& problems) {
    return PlanReader{std::move(file), std::move(stem), text, problems}.read(problems);
}

}  // namespace pgmeta::workspace
