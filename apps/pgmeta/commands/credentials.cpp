// SPDX-License-Identifier: MIT
#include "commands/credentials.hpp"

#include "commands/commands.hpp"
#include "options/register.hpp"
#include "options/roles_password.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"

#include <fmt/format.h>

namespace pgmeta::cli {

/// --kek-file, else PGMETA_KEKS, else PGMETA_KEK.
std::shared_ptr<const tenant::KeyRing> load_keys(Context& context,
                                                 const CredentialOptions& options) {
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

void add_place(CLI::App& app, CredentialOptions& options) {
    add_value(app, "--space", options.space, "ID", "The space");
    add_value(app, "--provider", options.provider, "NAME", "The service it is for");
}

void add_kek(CLI::App& app, CredentialOptions& options) {
    add_value(app, "--kek-file", options.kek_file, "FILE",
              "Keys of the service, ID:BASE64, the first encrypts (default: PGMETA_KEKS, "
              "PGMETA_KEK)");
}

namespace {

/// What a terminal takes in one line (N_TTY of Linux); the rest it would drop.
constexpr std::size_t longest_line = 4095;

/// From a terminal one line that is not shown, else all there is.
std::string read_token(Context& context, const std::string& path, const std::string& question) {
    if (path != "-") return read_file(context.directory() / path);
    if (!context.in_is_terminal()) return context.read_input();
    if (!context.may_ask()) return {};
    auto line = ask_hidden(context, question).value_or("");
    if (line.size() >= longest_line)
        throw Error{Fault::usage, "credential-too-long",
                    fmt::format("the terminal takes {} characters at most", longest_line)}
            .hint("`--file FILE`, or a pipe into the standard input");
    return line;
}

/// A token without the line end that editors and echo leave.
tenant::Secret read_secret(Context& context, const std::string& path, const std::string& question) {
    auto text = read_token(context, path, question);
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

tenant::Credential credential_of(Context& context, const CredentialOptions& options) {
    tenant::Credential credential;
    if (options.file == "-" && options.refresh_file == "-")
        throw Error{Fault::usage, "options-contradict",
                    "expected one token from the standard input, found two"};
    credential.access_token = read_secret(context, options.file, "Access token: ");
    if (!options.refresh_file.empty())
        credential.refresh_token = read_secret(context, options.refresh_file, "Refresh token: ");
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

int put(Context& context, const CredentialOptions& options) {
    constexpr std::string_view command = "credentials put";
    const auto& space = required(options.space, "`--space ID`", command);
    const auto& provider = required(options.provider, "`--provider NAME`", command);
    const auto keys = load_keys(context, options);
    const auto credential = credential_of(context, options);
    DataSession session{context, options.data, command};
    const auto spaces = session.spaces(keys);
    const auto info = spaces.put_credential(space, provider, credential);
    return session.done(fmt::format("The credential for {} is stored, encrypted with key {}.",
                                    provider, info.kek_id),
                        {{"space", space}, {"credential", info_json(info)}});
}

int get(Context& context, const CredentialOptions& options) {
    constexpr std::string_view command = "credentials get";
    const auto& space = required(options.space, "`--space ID`", command);
    const auto& provider = required(options.provider, "`--provider NAME`", command);
    if (context.out_is_terminal() && !options.reveal)
        throw Error{Fault::usage, "secret-on-terminal", "the token would be shown on the terminal"}
            .hint("`--reveal` shows it; or send the output to a program or a file");
    const auto keys = load_keys(context, options);
    DataSession session{context, options.data, command};
    const auto found = session.spaces(keys).get_credential(space, provider);
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

Action add_put(CLI::App& app) {
    auto options = std::make_shared<CredentialOptions>();
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
    add_space_options(app, options->data, Asks::no);
    return [options](Context& context) { return put(context, *options); };
}

Action add_get(CLI::App& app) {
    auto options = std::make_shared<CredentialOptions>();
    add_place(app, *options);
    add_flag(app, "--refresh", options->refresh, "The refresh token instead of the access token");
    add_flag(app, "--reveal", options->reveal, "Also on a terminal");
    add_kek(app, *options);
    add_space_options(app, options->data, Asks::no);
    return [options](Context& context) { return get(context, *options); };
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
        "from the command line; a terminal asks for them and does not show them.",
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

}  // namespace pgmeta::cli
