// SPDX-License-Identifier: MIT
#include "place.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

// Below `extensions/.pgmeta-install`, while packages are put in place:
//   new/NAME  what shall be there      old/NAME  what was there
//   before/N  an edited file as it was
//   journal   {"made": …, "staged": […], "removed": […], "files": [{"path", "there"}, …]}
// The journal is there from before the first visible step to after the last one; a journal without
// a process says that the steps must be taken back.

namespace pgmeta::registry {

namespace fs = std::filesystem;

namespace {

using Json = nlohmann::json;

constexpr auto aside_name = ".pgmeta-install";  // hidden: nobody takes what lies in it for packages

Error unwritable(const fs::path& path, const std::string& why) {
    return Error{Fault::environment, "file-unwritable",
                 fmt::format("cannot write `{}`: {}", path.string(), why)};
}

bool is_there(const fs::path& path) {
    std::error_code none;
    return fs::exists(fs::symlink_status(path, none));
}

void move(const fs::path& from, const fs::path& to) {
    std::error_code failed;
    fs::create_directories(to.parent_path(), failed);
    if (!failed) fs::rename(from, to, failed);
    if (failed) throw unwritable(to, failed.message());
}

/// Not synced: nobody reads it yet, and what a crash of the machine leaves has no digest that fits.
void write_new(const fs::path& path, const std::string& content) {
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    if (failed) throw unwritable(path, failed.message());
    std::ofstream file{path, std::ios::binary};
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.close();
    if (!file) throw unwritable(path, std::generic_category().message(errno));
}

void put_back_packages(const Json& journal, const fs::path& extensions, const fs::path& aside) {
    std::error_code ignored;
    const auto back = [&](const std::string& name) {
        if (!is_there(aside / "old" / name)) return false;
        fs::remove_all(extensions / name, ignored);
        move(aside / "old" / name, extensions / name);
        return true;
    };
    for (const auto& name : journal.at("removed"))
        back(name.get<std::string>());
    for (const auto& entry : journal.at("staged")) {
        const auto name = entry.get<std::string>();
        if (back(name) || is_there(aside / "new" / name)) continue;
        fs::remove_all(extensions / name, ignored);
        if (name.find('/') != std::string::npos)
            fs::remove((extensions / name).parent_path(), ignored);
    }
}

/// What FileEdit wrote beside a file and could not tidy up.
void remove_leftovers(const fs::path& path) {
    std::error_code ignored;
    for (const auto* ending : {"new0", "old0"})
        fs::remove(path.parent_path() / fmt::format(".{}.{}", path.filename().string(), ending),
                   ignored);
}

void put_back_files(const Json& journal, const fs::path& extensions, const fs::path& aside) {
    std::error_code ignored;
    std::size_t number = 0;
    for (const auto& file : journal.at("files")) {
        const auto path = (extensions / file.at("path").get<std::string>()).lexically_normal();
        const auto before = aside / "before" / std::to_string(number++);
        if (!file.at("there").get<bool>()) {
            fs::remove(path, ignored);
        } else if (const auto content = read_file(before);
                   read_file_if_exists(path) != std::optional{content}) {
            write_file_atomically(path, content);
        }
        remove_leftovers(path);
    }
}

}  // namespace

InstallLock::InstallLock(const fs::path& root)
    : descriptor_{::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)} {
    // Where the file system knows no such lock there is none to be had, and nothing to wait for.
    if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return;
    ::close(descriptor_);
    throw Error{Fault::busy, "install-running",
                "another process installs packages in this workspace; nothing was changed"}
        .hint("run the command again when it has ended");
}

InstallLock::~InstallLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool is_interrupted(const fs::path& extensions) {
    return is_there(extensions / aside_name / "journal");
}

void recover(const fs::path& extensions) {
    const auto aside = extensions / aside_name;
    std::error_code ignored;
    if (!is_there(aside)) return;
    bool made = false;
    if (const auto text = read_file_if_exists(aside / "journal")) {
        const auto journal = Json::parse(*text);
        put_back_packages(journal, extensions, aside);
        put_back_files(journal, extensions, aside);
        made = journal.at("made").get<bool>();
        fs::remove(aside / "journal", ignored);
    }
    fs::remove_all(aside, ignored);
    if (made) fs::remove(extensions, ignored);
}

Placement::Placement(fs::path extensions, std::function<void()> before_step)
    : extensions_{std::move(extensions)},
      aside_{extensions_ / aside_name},
      before_step_{std::move(before_step)} {
    recover(extensions_);
    made_extensions_ = !is_there(extensions_);
}

Placement::~Placement() {
    std::error_code ignored;
    try {
        recover(extensions_);
    } catch (const std::exception&) {
        return;  // the journal is still there for the next one
    }
    if (made_extensions_) fs::remove(extensions_, ignored);
}

void Placement::stage(const std::string& name, const PackageFiles& files) {
    staged_.push_back(name);
    for (const auto& [path, content] : files)
        write_new(aside_ / "new" / name / path, content);
}

void Placement::write_journal(const FileEdit& edit) const {
    auto files = Json::array();
    for (const auto& path : edit.files()) {
        const auto before = read_file_if_exists(path);
        if (before) write_new(aside_ / "before" / std::to_string(files.size()), *before);
        files.push_back({{"path", path.lexically_relative(extensions_).string()},
                         {"there", before.has_value()}});
    }
    const Json journal{{"made", made_extensions_},
                       {"staged", staged_},
                       {"removed", removed_},
                       {"files", std::move(files)}};
    std::error_code failed;
    fs::create_directories(aside_, failed);
    if (failed) throw unwritable(aside_, failed.message());
    write_file_atomically(aside_ / "journal", journal.dump());
}

void Placement::step() const {
    if (before_step_) before_step_();
}

void Placement::put_aside(const std::string& name) const {
    if (!is_there(extensions_ / name)) return;
    step();
    move(extensions_ / name, aside_ / "old" / name);
}

void Placement::carry_out(const FileEdit& edit) {
    if (staged_.empty() && removed_.empty() && edit.empty()) return;
    write_journal(edit);
    for (const auto& name : removed_)
        put_aside(name);
    for (const auto& name : staged_) {
        put_aside(name);
        step();
        move(aside_ / "new" / name, extensions_ / name);
    }
    edit.commit([this](std::size_t) { step(); });
    step();
    std::error_code ignored;
    fs::remove(aside_ / "journal", ignored);  // from here on there is nothing to take back
    for (const auto& name : removed_)
        if (name.find('/') != std::string::npos)
            fs::remove((extensions_ / name).parent_path(), ignored);
    made_extensions_ = false;
}

}  // namespace pgmeta::registry
