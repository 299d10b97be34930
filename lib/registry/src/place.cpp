// SPDX-License-Identifier: MIT
#include "place.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"

#include <fmt/format.h>

#include <system_error>
#include <unistd.h>

namespace pgmeta::registry {

namespace fs = std::filesystem;

namespace {

void move(const fs::path& from, const fs::path& to) {
    std::error_code failed;
    fs::create_directories(to.parent_path(), failed);
    if (!failed) fs::rename(from, to, failed);
    if (!failed) return;
    throw Error{
        Fault::environment, "file-unwritable",
        fmt::format("cannot move `{}` to `{}`: {}", from.string(), to.string(), failed.message())};
}

void write_new(const fs::path& path, const std::string& content) {
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    if (failed) {
        throw Error{Fault::environment, "file-unwritable",
                    fmt::format("cannot write `{}`: {}", path.string(), failed.message())};
    }
    write_file_atomically(path, content);
}

}  // namespace

Placement::Placement(fs::path extensions) : extensions_{std::move(extensions)} {
    std::error_code none;
    made_extensions_ = !fs::exists(extensions_, none);
    // Hidden, so that nobody takes what lies in it for packages.
    aside_ = extensions_ / fmt::format(".pgmeta-{}", ::getpid());
    fs::remove_all(aside_, none);
}

Placement::~Placement() {
    std::error_code ignored;
    if (!kept_)
        for (auto step = moved_.rbegin(); step != moved_.rend(); ++step) {
            fs::remove_all(step->first, ignored);
            fs::rename(step->second, step->first, ignored);
        }
    fs::remove_all(aside_, ignored);
    if (!kept_ && made_extensions_) {
        for (const auto& name : staged_)
            fs::remove((extensions_ / name).parent_path(), ignored);
        fs::remove(extensions_, ignored);
    }
}

void Placement::stage(const std::string& name, const PackageFiles& files) {
    staged_.push_back(name);
    for (const auto& [path, content] : files)
        write_new(aside_ / "new" / name / path, content);
}

void Placement::put_aside(const std::string& name) {
    std::error_code none;
    if (!fs::exists(fs::symlink_status(extensions_ / name, none))) return;
    move(extensions_ / name, aside_ / "old" / name);
    moved_.emplace_back(extensions_ / name, aside_ / "old" / name);
}

void Placement::swap() {
    for (const auto& name : removed_)
        put_aside(name);
    for (const auto& name : staged_) {
        put_aside(name);
        move(aside_ / "new" / name, extensions_ / name);
        moved_.emplace_back(aside_ / "new" / name, extensions_ / name);
    }
}

void Placement::keep() {
    kept_ = true;
    std::error_code ignored;
    for (const auto& name : removed_)
        if (name.find('/') != std::string::npos)
            fs::remove((extensions_ / name).parent_path(), ignored);
}

}  // namespace pgmeta::registry
