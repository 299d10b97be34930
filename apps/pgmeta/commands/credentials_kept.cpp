// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "commands/credentials.hpp"
#include "options/register.hpp"
#include "output/table.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

namespace pgmeta::cli {

namespace {

int list(Context& context, const CredentialOptions& options) {
    constexpr std::string_view command = "credentials list";
    const auto& space = required(options.space, "`--space ID`", command);
    DataSession session{context, options.data, command};
    const auto spaces = session.spaces();
    find_space(spaces, space);
    const auto infos = spaces.list_credentials(space);
    if (context.globals().json) {
        auto array = Json::array();
        for (const auto& info : infos)
            array.push_back(info_json(info));
        return session.print_json({{"space", space}, {"credentials", array}});
    }
    if (infos.empty()) return session.done("The space has no credentials.", {});
    Table table{{"provider", "key", "refresh", "expires", "scopes"}};
    for (const auto& info : infos)
        table.add({printable(info.provider), printable(info.kek_id),
                   info.has_refresh_token ? "yes" : "no",
                   info.expires_at ? tenant::to_iso(*info.expires_at) : "-",
                   info.scopes ? printable(join(*info.scopes, " ")) : "-"});
    table.print(context.out(), context.out_style());
    return 0;
}

int rotate(Context& context, const CredentialOptions& options) {
    const auto keys = load_keys(context, options);
    DataSession session{context, options.data, "credentials rotate"};
    const auto spaces = session.spaces(keys);
    if (!options.space.empty()) find_space(spaces, options.space);
    const auto only =
        options.space.empty() ? std::nullopt : std::optional<std::string_view>{options.space};
    const auto rotated = spaces.rotate_credentials(only);
    return session.done(fmt::format("{} encrypted again with key {}.",
                                    count_of(rotated, "credential"), keys->current()),
                        {{"rotated", rotated}, {"kek", keys->current()}});
}

int remove(Context& context, const CredentialOptions& options) {
    constexpr std::string_view command = "credentials delete";
    const auto& space = required(options.space, "`--space ID`", command);
    const auto& provider = required(options.provider, "`--provider NAME`", command);
    require_answer(context, options.data);
    DataSession session{context, options.data, command};
    session.confirm(fmt::format("Delete the credential of {} for {}", space, provider));
    const bool gone = session.spaces().delete_credential(space, provider);
    return session.done(gone ? "The credential is deleted." : "There is no such credential.",
                        {{"space", space}, {"deleted", gone}});
}

Action add_list(CLI::App& app) {
    auto options = std::make_shared<CredentialOptions>();
    add_value(app, "--space", options->space, "ID", "The space");
    add_space_options(app, options->data, Asks::no);
    return [options](Context& context) { return list(context, *options); };
}

Action add_rotate(CLI::App& app) {
    auto options = std::make_shared<CredentialOptions>();
    add_value(app, "--space", options->space, "ID", "Only those of a space (default: all)");
    add_kek(app, *options);
    add_space_options(app, options->data, Asks::no);
    return [options](Context& context) { return rotate(context, *options); };
}

Action add_delete(CLI::App& app) {
    auto options = std::make_shared<CredentialOptions>();
    add_place(app, *options);
    add_space_options(app, options->data, Asks::yes);
    return [options](Context& context) { return remove(context, *options); };
}

constexpr std::string_view group = "Manage spaces";

}  // namespace

constexpr Command credentials_list_command{
    .name = "credentials list",
    .group = group,
    .summary = "List the services a space has credentials for",
    .arguments = "",
    .description =
        "Lists the credentials of a space without their tokens, and the key each was encrypted with. "
        "Needs no key. Writes nothing.",
    .examples = "pgmeta credentials list --space org_1\n",
    .json =
        "ok: true\n"
        "command: credentials list\n"
        "target: user@host:port/database\n"
        "space: its id\n"
        "credentials: list of {provider, kek, has_refresh_token, expires_at, scopes, account, "
        "metadata, updated_at}\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_list,
};

constexpr Command credentials_rotate_command{
    .name = "credentials rotate",
    .group = group,
    .summary = "Encrypt credentials again with the current key",
    .arguments = "",
    .description =
        "Encrypts with the first key what another key encrypted; the other keys have to be given, "
        "too. What is replaced meanwhile is left as it is. Can be run again at any time: it goes on "
        "where it stopped.",
    .examples = "pgmeta credentials rotate --kek-file keys\n",
    .json =
        "ok: true\n"
        "command: credentials rotate\n"
        "target: user@host:port/database\n"
        "rotated: number of credentials\n"
        "kek: id of the key that encrypted them\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_rotate,
};

constexpr Command credentials_delete_command{
    .name = "credentials delete",
    .group = group,
    .summary = "Delete the credential of a space for a service",
    .arguments = "",
    .description = "Asks, then deletes the tokens. Needs no key.",
    .examples = "pgmeta credentials delete --space org_1 --provider linkedin --yes\n",
    .json =
        "ok: true\n"
        "command: credentials delete\n"
        "target: user@host:port/database\n"
        "space: its id\n"
        "deleted: true when there was one\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_delete,
};

}  // namespace pgmeta::cli
