// SPDX-License-Identifier: MIT
#include "pgmeta/ship/pack.hpp"

#include "commands/commands.hpp"
#include "context.hpp"
#include "options/authoring.hpp"
#include "options/register.hpp"
#include "output/json.hpp"
#include "output/style.hpp"
#include "output/table.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    std::string name;
    std::string output;
    bool dry_run = false;
};

std::size_t unpacked_size(const ship::Tarball& tarball) {
    std::size_t total = 0;
    for (const auto& file : tarball.files)
        total += file.bytes;
    return total;
}

void print_json(Context& context,
                const ship::Tarball& tarball,
                const std::string& shown,
                bool dry) {
    auto files = Json::array();
    for (const auto& file : tarball.files)
        files.push_back(Json{{"path", file.path}, {"bytes", file.bytes}});
    print(context.out(), Json{{"ok", true},
                              {"command", "pack"},
                              {"dry_run", dry},
                              {"name", tarball.name},
                              {"version", tarball.version},
                              {"file", shown},
                              {"bytes", tarball.archive.size()},
                              {"unpacked_bytes", unpacked_size(tarball)},
                              {"integrity", tarball.integrity},
                              {"files", files}});
}

void print_text(Context& context,
                const ship::Tarball& tarball,
                const std::string& shown,
                bool dry) {
    Table table{{"file", "bytes"}};
    for (const auto& file : tarball.files)
        table.add({file.path, std::to_string(file.bytes)});
    table.print(context.out(), context.out_style());
    context.out() << printable(fmt::format(
        "{} {}: {}, {} bytes, packed {} bytes\nintegrity {}\n{} {}\n", tarball.name,
        tarball.version, count_of(tarball.files.size(), "file"), unpacked_size(tarball),
        tarball.archive.size(), tarball.integrity, dry ? "Would write" : "Wrote", shown));
}

int pack(Context& context, const Options& options) {
    const auto workspace = context.load_workspace();
    const auto tarball = ship::pack(own_package(workspace, options.name));
    const auto& wanted = options.output.empty() ? tarball.file_name : options.output;
    const auto path = (context.directory() / wanted).lexically_normal();
    if (!options.dry_run) write_file_atomically(path, tarball.archive);
    const auto shown = display_path(path, std::filesystem::current_path());
    if (context.globals().json)
        print_json(context, tarball, shown, options.dry_run);
    else if (!context.globals().quiet)
        print_text(context, tarball, shown, options.dry_run);
    return 0;
}

Action add_pack(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "NAME", options->name,
                 "A package by any of its names (default: the package of the current folder)");
    add_flag(app, "--dry-run", options->dry_run, "List the files; write nothing");
    add_value(app, "--output", options->output, "FILE",
              "The tarball (default: scope-name-version.tgz in the current folder, as npm's)");
    return [options](Context& context) { return pack(context, *options); };
}

}  // namespace

constexpr Command pack_command{
    .name = "pack",
    .group = "Ship packages",
    .summary = "Write a package's npm tarball",
    .arguments = "[NAME]",
    .description =
        "Writes what `npm publish` would upload, and lists it file by file: what `files` in "
        "package.json names, else everything that .npmignore (or .gitignore) does not; always "
        "package.json, README and LICENSE; never .git, node_modules and links. No script of the "
        "package runs. The same files always give the same bytes.\n"
        "\n"
        "`pgmeta install ./FILE.tgz` takes the result, and so does `npm publish FILE.tgz`.",
    .examples =
        "pgmeta pack --dry-run\n"
        "pgmeta pack blog --output build/blog.tgz\n",
    .json =
        "ok: true\n"
        "command: pack\n"
        "dry_run: true when nothing was written\n"
        "name: npm's name of the package\n"
        "version: its version\n"
        "file: path of the tarball\n"
        "bytes: its size\n"
        "unpacked_bytes: size of the files in it\n"
        "integrity: SHA-512 as npm writes it\n"
        "files: list of {path, bytes}\n",
    .add = add_pack,
};

}  // namespace pgmeta::cli
