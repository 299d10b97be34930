// SPDX-License-Identifier: MIT
#include "programs.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/devserver/devserver.hpp"
#include "spawn.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <unistd.h>

namespace pgmeta::devserver {

namespace {

namespace fs = std::filesystem;

struct Installation {
    fs::path bindir;
    std::string version;
};

bool has_server_programs(const fs::path& bindir) {
    return ::access((bindir / "postgres").c_str(), X_OK) == 0 &&
           ::access((bindir / "initdb").c_str(), X_OK) == 0;
}

/// The folder the user named, if any: then nothing else counts.
fs::path named_bindir(const fs::path& requested) {
    if (!requested.empty()) return requested;
    const char* variable = std::getenv("PGMETA_PG_BINDIR");
    return variable == nullptr ? fs::path{} : fs::path{variable};
}

/// pg_config and `postgres -V` only print; they need nobody else's rights.
Outcome ask(const std::vector<std::string>& argv) {
    return run_program(argv, ServerUser{});
}

std::vector<fs::path> usual_bindirs() {
    std::vector<fs::path> result;
    const auto config = ask({"pg_config", "--bindir"});
    if (config.status == 0) result.emplace_back(trim(config.output));
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator{"/usr/lib/postgresql", ignored})
        result.push_back(entry.path() / "bin");
    return result;
}

Error not_installed(const std::string& message) {
    return Error{Fault::environment, "server-not-installed", message}.hint(
        "install the Debian package `postgresql`, or name the folder of another installation with "
        "--bindir or PGMETA_PG_BINDIR");
}

/// Newest first.
std::vector<Installation> installations(const fs::path& requested) {
    const auto named = named_bindir(requested);
    if (!named.empty() && !has_server_programs(named)) {
        throw not_installed(
            fmt::format("expected PostgreSQL's server programs `postgres` and `initdb` in `{}`; "
                        "they are not there",
                        named.string()));
    }
    std::vector<Installation> found;
    for (const auto& bindir : named.empty() ? usual_bindirs() : std::vector{named}) {
        if (has_server_programs(bindir)) found.push_back({bindir, version_of_programs(bindir)});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return std::atoi(a.version.c_str()) > std::atoi(b.version.c_str());
    });
    if (found.empty()) {
        throw not_installed(
            "expected PostgreSQL's server programs `postgres` and `initdb` where pg_config or "
            "Debian's folders say; they are not installed");
    }
    return found;
}

}  // namespace

// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`
std::string version_of_programs(const fs::path& bindir) {
    const auto said = ask({(bindir / "postgres").string(), "-V"}).output;
    const auto digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
    const auto begin = std::find_if(said.begin(), said.end(), digit);
    return {begin, std::find_if_not(begin, said.end(), digit)};
}

fs::path find_server_programs(const fs::path& requested) {
    return installations(requested).front().bindir;
}

fs::path find_programs_of_version(const fs::path& requested,
                                  const std::string& version,
                                  const fs::path& data) {
    const auto found = installations(requested);
    const auto match = std::find_if(found.begin(), found.end(),
                                    [&](const auto& one) { return one.version == version; });
    if (match != found.end()) return match->bindir;
    throw Error{
        Fault::environment, "dev-version-mismatch",
        fmt::format("the dev server's data in `{}` is of PostgreSQL {}, but only the "
                    "programs of version {} were found, in `{}`",
                    data.string(), version, found.front().version, found.front().bindir.string())}
        .hint(fmt::format("install the Debian package `postgresql-{}`", version))
        .hint(fmt::format("or, if its databases can go: `pgmeta dev stop`, remove `{}`, and start "
                          "again",
                          data.string()));
}

}  // namespace pgmeta::devserver
