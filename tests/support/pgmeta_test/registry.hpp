// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::test {

class Process;

/// A package as it is published: package.json, a plan, a control file and scripts.
struct Published {
    std::string name;  ///< npm name
    std::string version;
    std::map<std::string, std::string> dependencies{};
    std::map<std::string, std::string> changes{{"one", "SELECT 1;\n"}};  ///< → deploy script
    bool with_plan = true;
};

/// tests/support/npm_registry, serving what is published in it, on loopback.
class Registry {
public:
    /// Serves packages that lie unpacked below `packages`, too.
    explicit Registry(std::filesystem::path folder, const std::filesystem::path& packages = {});
    ~Registry();
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;

    /// With a slash at its end.
    [[nodiscard]] const std::string& url() const { return url_; }

    /// The URL without its scheme, as keys of .npmrc have it.
    [[nodiscard]] std::string host() const { return url_.substr(url_.find("//")); }

    void publish(const Published& package) const;

    /// How it misbehaves from now on: the text of answers.json.
    void answer(std::string_view json) const;

    /// One line of JSON per request since the last call.
    std::vector<std::string> requests();

    /// Ends it; requests fail from then on.
    void stop();

private:
    std::filesystem::path folder_;
    std::unique_ptr<Process> process_;
    std::string url_;
};

}  // namespace pgmeta::test
