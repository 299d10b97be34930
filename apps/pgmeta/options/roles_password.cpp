// SPDX-License-Identifier: MIT
#include "options/roles_password.hpp"

#include "options/register.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/roles/names.hpp"
#include "pgmeta/roles/password.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <poll.h>
#include <termios.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace pgmeta::cli {

namespace {

/// The terminal shows nothing that is typed while this lives.
class NoEcho {
public:
    NoEcho() {
        if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
        changed_ = true;
        auto quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        quiet.c_lflag |= static_cast<tcflag_t>(ECHONL);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }

    ~NoEcho() {
        if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }

    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

private:
    termios before_{};
    bool changed_ = false;
};

/// One line of the standard input; without end of line, what there is.  Empty at its end.
std::optional<std::string> read_line(pg::Interrupts& interrupts) {
    std::string line;
    while (true) {
        std::array<pollfd, 2> watched{pollfd{STDIN_FILENO, POLLIN, 0},
                                      pollfd{interrupts.descriptor(), POLLIN, 0}};
        ::poll(watched.data(), watched.size(), -1);
        interrupts.check();
        if (watched[0].revents == 0) continue;
        char c = 0;
        const auto got = ::read(STDIN_FILENO, &c, 1);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return line.empty() ? std::nullopt : std::optional{line};
        if (c == '\n') return line;
        line += c;
    }
}

std::string first_line(std::string text) {
    text.resize(std::min(text.find('\n'), text.size()));
    if (text.ends_with('\r')) text.pop_back();
    return text;
}

std::string checked(std::string password) {
    roles::check_password(password);
    return password;
}

std::string ask_once(Context& context, const std::string& question) {
    context.err() << question << std::flush;
    auto line = read_line(context.interrupts());
    if (!line)
        throw Error{Fault::usage, "password-missing",
                    "expected a password, found the end of input"};
    return first_line(std::move(*line));
}

std::string ask_twice(Context& context, const std::string& user) {
    if (!context.may_ask()) {
        throw Error{Fault::usage, "password-missing",
                    fmt::format("no password is given for {}, and nobody can be asked: the "
                                "standard input is no terminal",
                                roles::display_name(user))}
            .hint(
                "`--password-file FILE`, `--password-file -` for the standard input, or "
                "`--password-env VAR`")
            .hint("`--generate` makes one, `--no-password` leaves it out");
    }
    // Before the first question and until after the last: what is typed at once must not be seen or
    // thrown away.
    const NoEcho quiet;
    auto password =
        checked(ask_once(context, fmt::format("Password for {}: ", roles::display_name(user))));
    if (ask_once(context, "Again: ") != password)
        throw Error{Fault::usage, "passwords-differ", "the two passwords are not the same"};
    return password;
}

std::string from_stdin(Context& context) {
    auto line = read_line(context.interrupts());
    return checked(first_line(line.value_or("")));
}

Error unwritable(const std::filesystem::path& path) {
    return Error{Fault::environment, "file-unwritable",
                 fmt::format("cannot write {}: {}", path.string(), std::strerror(errno))};
}

/// How libpq spells the server in the password file.
std::string pgpass_host(const pg::Connection& connection) {
    const auto host = connection.info().effective("host");
    if (host.empty() || host == "/var/run/postgresql" || host == "/tmp") return "localhost";
    return host;
}

std::string pgpass_port(const pg::Connection& connection) {
    const auto port = connection.info().effective("port");
    return port.empty() ? "5432" : port;
}

}  // namespace

void add_password(CLI::App& app, PasswordOptions& options, MayHaveNone none) {
    add_value(app, "--password-file", options.file, "FILE",
              "Read the password from the first line of FILE; - is the standard input");
    add_value(app, "--password-env", options.variable, "VAR",
              "Read the password from the environment variable VAR");
    add_flag(app, "--generate", options.generate, "Make a password and show it once");
    add_value(app, "--output", options.output, "FILE",
              "With --generate: write the password to FILE (mode 0600), do not show it");
    add_flag(app, "--write-pgpass", options.write_pgpass,
             "With --generate: write it to the password file of libpq, do not show it");
    if (none == MayHaveNone::yes) add_flag(app, "--no-password", options.none, "Set no password");
    add_value(app, "--password", options.text, "TEXT",
              "The password itself: other users of this machine can see it");
    add_flag(app, "--allow-md5", options.allow_md5,
             "Store md5 where the server's password_encryption asks for it");
}

bool names_source(const PasswordOptions& options) {
    return !options.text.empty() || !options.file.empty() || !options.variable.empty() ||
           options.generate || options.none;
}

void check_password_options(const PasswordOptions& options, bool json) {
    std::vector<std::string> sources;
    for (const auto& [given, name] :
         {std::pair{!options.text.empty(), "`--password`"},
          std::pair{!options.file.empty(), "`--password-file`"},
          std::pair{!options.variable.empty(), "`--password-env`"},
          std::pair{options.generate, "`--generate`"}, std::pair{options.none, "`--no-password`"}})
        if (given) sources.emplace_back(name);
    if (sources.size() > 1)
        throw Error{
            Fault::usage, "options-contradict",
            fmt::format("expected one source of the password, found {}", join(sources, " and "))};
    const bool to_file = !options.output.empty() || options.write_pgpass;
    if (to_file && !options.generate)
        throw Error{Fault::usage, "options-contradict",
                    "`--output` and `--write-pgpass` expect `--generate`"};
    if (options.generate && json && !to_file) {
        throw Error{Fault::usage, "options-contradict",
                    "`--json` never holds a password, so `--generate` has nowhere to show it"}
            .hint("add `--output FILE` or `--write-pgpass`");
    }
}

std::string read_password(Context& context,
                          const PasswordOptions& options,
                          const std::string& user) {
    if (!options.variable.empty()) return password_from_variable(context, options.variable);
    if (!options.file.empty()) return password_from_file(context, options.file);
    if (options.text.empty()) return ask_twice(context, user);
    context.warn({Severity::warning,
                  "password-on-command-line",
                  {},
                  "the password is on the command line, where other users of this machine and the "
                  "shell's history can see it",
                  {"`--password-file`, `--password-env` or the prompt"}});
    return checked(options.text);
}

std::optional<std::string> ask_hidden(Context& context, const std::string& question) {
    const NoEcho quiet;
    context.err() << question << std::flush;
    auto line = read_line(context.interrupts());
    if (line) line = first_line(std::move(*line));
    return line;
}

std::string password_from_variable(const Context& context, const std::string& name) {
    const auto value = context.environment(name.c_str());
    if (!value)
        throw Error{Fault::usage, "password-missing",
                    fmt::format("expected a password in the environment variable `{}`, which is "
                                "not set or empty",
                                name)};
    return checked(*value);
}

std::string password_from_file(Context& context, const std::string& path) {
    if (path == "-") return from_stdin(context);
    return checked(first_line(read_file(context.directory() / path)));
}

std::string make_verifier(pg::Connection& connection,
                          const std::string& role,
                          const std::string& password,
                          bool allow_md5) {
    if (allow_md5 && connection.query("SHOW password_encryption").text(0, 0) == "md5")
        return roles::md5_verifier(role, password);
    return connection.encrypt_password(role, password);
}

SecretFile::SecretFile(std::filesystem::path path, const std::string& content)
    : path_{std::move(path)} {
    std::error_code unknown;
    if (std::filesystem::is_other(path_, unknown))
        throw Error{Fault::environment, "file-unwritable",
                    fmt::format("expected a file for the password, and {} is a device or a pipe",
                                path_.string())}
            .hint("without --output the password is printed once");
    auto name = path_.string() + ".XXXXXX";
    const int file = ::mkstemp(name.data());  // mode 0600
    if (file < 0) throw unwritable(path_);
    temporary_ = name;
    const auto written = ::write(file, content.data(), content.size());
    const bool whole = written == static_cast<ssize_t>(content.size()) && ::fsync(file) == 0;
    ::close(file);
    if (whole) return;
    std::error_code ignored;
    std::filesystem::remove(temporary_, ignored);
    throw unwritable(path_);
}

SecretFile::~SecretFile() {
    std::error_code ignored;
    if (!temporary_.empty()) std::filesystem::remove(temporary_, ignored);
}

void SecretFile::keep() {
    std::error_code failed;
    std::filesystem::rename(temporary_, path_, failed);
    if (failed)
        throw Error{Fault::environment, "file-unwritable",
                    fmt::format("cannot write {}: {}", path_.string(), failed.message())}
            .hint("the role has the new password; `pgmeta admin-users rotate` makes another");
    temporary_.clear();
}

std::filesystem::path pgpass_path(const Context& context) {
    if (const auto path = context.environment("PGPASSFILE")) return *path;
    if (const auto home = context.environment("HOME"))
        return std::filesystem::path{*home} / ".pgpass";
    throw Error{Fault::environment, "file-unwritable",
                "neither PGPASSFILE nor HOME is set, so there is no password file"};
}

std::string pgpass_with(const std::filesystem::path& path,
                        const pg::Connection& connection,
                        const std::string& user,
                        const std::string& password) {
    const auto line =
        roles::pgpass_line(pgpass_host(connection), pgpass_port(connection), "*", user, password);
    const auto old =
        roles::pgpass_line(pgpass_host(connection), pgpass_port(connection), "*", user, "");
    const auto same_entry = old.substr(0, old.size() - 1);  // up to the password
    // libpq takes the first line that fits.
    std::string content = line;
    const auto before = read_file_if_exists(path).value_or("");
    for (std::size_t at = 0; at < before.size();) {
        const auto end = std::min(before.find('\n', at), before.size());
        const auto one = before.substr(at, end - at);
        if (!one.starts_with(same_entry)) content += one + '\n';
        at = end + 1;
    }
    return content;
}

}  // namespace pgmeta::cli
