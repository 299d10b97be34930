// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "options/register.hpp"
#include "options/tenant_options.hpp"
#include "output/table.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/tenant/spaces.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    DataOptions data;
    std::string space;
    std::string provider;
    std::string kek_file;
    std::string file = "-";
    std::string refresh_file;
    std::string expires_at;
    std::vector<std::string> scopes;
    std::string account;
    std::string metadata_file;
    bool refresh = false;
    bool reveal = false;
};

/// --kek-file, else PGMETA_KEKS, else PGMETA_KEK.
std::shared_ptr<const tenant::KeyRing> load_keys(Context& context, const Options& options) {
    std::string text;
    if (!options.kek_file.empty())
        text = read_file(context.directory() / options.kek_file);
    else if (const auto several = context.environment("PGMETA_KEKS"))
        text = *several;
    else
        text = context.environment("PGMETA_KEK").value_or("");
    auto secret = tenant::Secret::take(text);
    try {
        return std::make_shared<tenant::KeyRing>(tenant::KeyRing::parse(secret.view()));
    } catch (Error& error) {
        if (error.id() == "kek-missing")
            error.add_hint("`--kek-file FILE`, PGMETA_KEK, or PGMETA_KEKS for several: ID:BASE64");
        throw;
    }
}

/// A token without the line end that editors and echo leave.
tenant::Secret read_secret(Context& context, const std::string& path) {
    auto text = path == "-" ? context.read_input() : read_file(context.directory() / path);
    const auto end = text.find_last_not_of("\r\n");
    auto secret =
        tenant::Secret{std::string_view{text}.substr(0, end == std::string::npos ? 0 : end + 1)};
    static_cast<void>(tenant::Secret::take(text));
    if (secret.empty())
        throw Error{Fault::usage, "credential-missing",
                    fmt::format("expected a token in {}, found nothing",
                                path == "-" ? "the standard input" : path)};
    return secret;
}

Json info_json(const tenant::CredentialInfo& info) {
    return {{"provider", info.provider},
            {"kek", info.kek_id},
            {"has_refresh_token", info.has_refresh_token},
            {"expires_at", to_json(info.expires_at)},
            {"scopes", json_or_null(info.scopes)},
            {"account", json_or_null(info.provider_account_id)},
            {"metadata", info.metadata_json ? parsed(*info.metadata_json) : Json()},
            {"updated_at", to_json(std::optional{info.updated_at})}};
}

tenant::Credential credential_of(Context& context, const Options& options) {
    tenant::Credential credential;
    if (options.file == "-" && options.refresh_file == "-")
        throw Error{Fault::usage, "options-contradict",
                    "expected one token from the standard input, found two"};
    credential.access_token = read_secret(context, options.file);
    if (!options.refresh_file.empty())
        credential.refresh_token = read_secret(context, options.refresh_file);
    if (!options.expires_at.empty()) {
        credential.expires_at = tenant::from_iso(options.expires_at);
        if (!credential.expires_at)
            throw Error{Fault::usage, "option-value",
                        fmt::format("`--expires-at` expects a moment like 2026-01-31T08:15:00Z, "
                                    "and found `{}`",
                                    options.expires_at)};
    }
    if (!options.scopes.empty()) credential.scopes = options.scopes;
    if (!options.account.empty()) credential.provider_account_id = options.account;
    if (!options.metadata_file.empty())
        credential.metadata_json = read_file(context.directory() / options.metadata_file);
    return credential;
}

int put(Context& context, const Options& options) {
    constexpr std::string_view command = "credentials put";
    const auto& space = required(options.space, "`--space ID`", command);
    const auto& provider = required(options.provider, "`--provider NAME`", command);
    const auto keys = load_keys(context, options);
    const auto credential = credential_of(context, options);
    DataSession session{context, options.data, command};
    const tenant::Spaces spaces{session.connection(), {.keys = keys}};
    const auto info = spaces.put_credential(space, provider, credential);
    return session.done(fmt::format("The credential for {} is stored, encrypted with key {}.",
                                    provider, info.kek_id),
                        {{"space", space}, {"credential", info_json(info)}});
}

int get(Context& context, const Options& options) {
    constexpr std::string_view command = "credentials get";
    const auto& space = required(options.space, "`--space ID`", command);
    const auto& provider = required(options.provider, "`--provider NAME`", command);
    if (context.out_is_terminal() && !options.reveal)
        throw Error{Fault::usage, "secret-on-terminal", "the token would be shown on the terminal"}
            .hint("`--reveal` shows it; or send the output to a program or a file");
    const auto keys = load_keys(context, options);
    DataSession session{context, options.data, command};
    const auto found =
        tenant::Spaces{session.connection(), {.keys = keys}}.get_credential(space, provider);
    if (!found || (options.refresh && !found->refresh_token))
        throw Error{Fault::usage, "credential-unknown",
                    fmt::format("the space has no {} for `{}`",
                                found ? "refresh token" : "credential", provider)}
            .hint(fmt::format("`pgmeta credentials list --space {}` shows what it has", space));
    const auto& token = options.refresh ? *found->refresh_token : found->access_token;
    if (!context.globals().json) {
        context.out() << token.view() << '\n';
        return 0;
    }
    return session.print_json(
        {{"space", space}, {"provider", provider}, {"token", std::string{token.view()}}});
}

int list(Context& context, const Options& options) {
    constexpr std::string_view command = "credentials list";
    const auto& space = required(options.space, "`--space ID`", command);
    DataSession session{context, options.data, command};
    const tenant::Spaces spaces{session.connection()};
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

int rotate(Context& context, const Options& options) {
    const auto keys = load_keys(context, options);
    DataSession session{context, options.data, "credentials rotate"};
    const tenant::Spaces spaces{session.connection(), {.keys = keys}};
    if (!options.space.empty()) find_space(spaces, options.space);
    const auto only =
        options.space.empty() ? std::nullopt : std::optional<std::string_view>{options.space};
    const auto rotated = spaces.rotate_credentials(only);
    return session.done(fmt::format("{} encrypted again with key {}.",
                                    count_of(rotated, "credential"), keys->current()),
                        {{"rotated", rotated}, {"kek", keys->current()}});
}

int remove(Context& context, const Options& options) {
    constexpr std::string_view command = "credentials delete";
    const auto& space = required(options.space, "`--space ID`", command);
    const auto& provider = required(options.provider, "`--provider NAME`", command);
    require_answer(context, options.data);
    DataSession session{context, options.data, command};
    session.confirm(fmt::format("Delete the credential of {} for {}", space, provider));
    const bool gone = tenant::Spaces{session.connection()}.delete_credential(space, provider);
    return session.done(gone ? "The credential is deleted." : "There is no such credential.",
                        {{"space", space}, {"deleted", gone}});
}

void add_place(CLI::App& app, Options& options) {
    add_value(app, "--space", options.space, "ID", "The space");
    add_value(app, "--provider", options.provider, "NAME", "The service it is for");
}

void add_kek(CLI::App& app, Options& options) {
    add_value(app, "--kek-file", options.kek_file, "FILE",
              "Keys of the service, ID:BASE64, the first encrypts (default: PGMETA_KEKS, "
              "PGMETA_KEK)");
}

Action add_put(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_place(app, *options);
    add_value(app, "--file", options->file, "FILE",
              "Read the access token from FILE (default: -, the standard input)");
    add_value(app, "--refresh-file", options->refresh_file, "FILE",
              "Read the refresh token from FILE; - is the standard input");
    add_value(app, "--expires-at", options->expires_at, "TIME", "When the access token expires");
    add_values(app, "--scope", options->scopes, "TEXT", "What the tokens allow; repeatable");
    add_value(app, "--account", options->account, "ID", "The account at the service");
    add_value(app, "--metadata-file", options->metadata_file, "FILE",
              "JSON to keep with it, not encrypted");
    add_kek(app, *options);
    add_data_options(app, options->data, Asks::no);
    return [options](Context& context) { return put(context, *options); };
}

Action add_get(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_place(app, *options);
    add_flag(app, "--refresh", options->refresh, "The refresh token instead of the access token");
    add_flag(app, "--reveal", options->reveal, "Also on a terminal");
    add_kek(app, *options);
    add_data_options(app, options->data, Asks::no);
    return [options](Context& context) { return get(context, *options); };
}

Action add_list(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_value(app, "--space", options->space, "ID", "The space");
    add_data_options(app, options->data, Asks::no);
    return [options](Context& context) { return list(context, *options); };
}

Action add_rotate(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_value(app, "--space", options->space, "ID", "Only those of a space (default: all)");
    add_kek(app, *options);
    add_data_options(app, options->data, Asks::no);
    return [options](Context& context) { return rotate(context, *options); };
}

Action add_delete(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_place(app, *options);
    add_data_options(app, options->data, Asks::yes);
    return [options](Context& context) { return remove(context, *options); };
}

constexpr std::string_view group = "Manage spaces";

}  // namespace

constexpr Command credentials_put_command{
    .name = "credentials put",
    .group = group,
    .summary = "Store the tokens a space has at another service",
    .arguments = "",
    .description =
        "Encrypts the tokens on this machine with a key of the service and stores them; what the "
        "space had for the service is replaced. Tokens come from the standard input or a file, never "
        "from the command line.",
    .examples =
        "pgmeta credentials put --space org_1 --provider linkedin < token\n"
        "pgmeta credentials put --space org_1 --provider linkedin --file access --refresh-file "
        "refresh --scope read\n",
    .json =
        "ok: true\n"
        "command: credentials put\n"
        "target: user@host:port/database\n"
        "space: its id\n"
        "credential: as in `credentials list`\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_put,
};

constexpr Command credentials_get_command{
    .name = "credentials get",
    .group = group,
    .summary = "Print a token of a space, decrypted",
    .arguments = "",
    .description =
        "Decrypts a token on this machine and prints it. On a terminal it is refused unless "
        "`--reveal` is given.",
    .examples = "pgmeta credentials get --space org_1 --provider linkedin | publish\n",
    .json =
        "ok: true\n"
        "command: credentials get\n"
        "target: user@host:port/database\n"
        "space, provider: as given\n"
        "token: the token, decrypted\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_get,
};

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
