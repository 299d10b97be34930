// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"
#include "pgmeta/pg/connection.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace CLI {
class App;
}  // namespace CLI

namespace pgmeta::cli {

/// Where a password comes from, and where a generated one goes.
struct PasswordOptions {
    std::string text;  ///< --password: visible to other users of the machine
    std::string file;  ///< - is the standard input
    std::string variable;
    bool generate = false;
    bool none = false;
    std::string output;
    bool write_pgpass = false;
    bool allow_md5 = false;
};

enum class MayHaveNone : std::uint8_t { no, yes };

void add_password(CLI::App& app, PasswordOptions& options, MayHaveNone none);

/// Throws Fault::usage for sources that contradict each other.
void check_password_options(const PasswordOptions& options, bool json);

/// True when some option says where the password comes from.
bool names_source(const PasswordOptions& options);

/// Reads the password of `user`: from the options, else asked for twice without echo.
///
/// Throws "password-missing" when nobody can be asked, "bad-password", "file-unreadable",
/// "passwords-differ".  A generated one is not read here.
std::string read_password(Context& context,
                          const PasswordOptions& options,
                          const std::string& user);

/// One line of the terminal, which shows nothing of it.  Empty at the end of input.
std::optional<std::string> ask_hidden(Context& context, const std::string& question);

/// A password from a variable or file of users.yaml.
std::string password_from_variable(const Context& context, const std::string& name);
std::string password_from_file(Context& context, const std::string& path);

/// A verifier made here: SCRAM-SHA-256, or md5 when the server's password_encryption says so and
/// --allow-md5 permits it.
std::string make_verifier(pg::Connection& connection,
                          const std::string& role,
                          const std::string& password,
                          bool allow_md5);

/// A file with a secret, mode 0600, that appears under its name only when everything went well.
class SecretFile {
public:
    /// Writes a file beside `path`.  Throws "file-unwritable".
    SecretFile(std::filesystem::path path, const std::string& content);
    ~SecretFile();
    SecretFile(const SecretFile&) = delete;
    SecretFile& operator=(const SecretFile&) = delete;

    void keep();

private:
    std::filesystem::path path_;
    std::filesystem::path temporary_;
};

/// The password file that libpq reads, and its content with the password of `user` in it.
std::filesystem::path pgpass_path(const Context& context);
std::string pgpass_with(const std::filesystem::path& path,
                        const pg::Connection& connection,
                        const std::string& user,
                        const std::string& password);

}  // namespace pgmeta::cli
