// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/backup_codes.hpp"
#include "pgmeta/tenant/bootstrap.hpp"
#include "pgmeta/tenant/fixed_tenant.hpp"
#include "pgmeta/tenant/password.hpp"
#include "pgmeta/tenant/totp.hpp"

#include <cstdlib>
#include <iostream>

// What a program that is not ours writes to sign a user in: example CONNECTION-STRING

namespace {

namespace tenant = pgmeta::tenant;

constexpr auto household = "5f0c3a52-7d10-4d0a-9d0e-6a4f5f1f2b11";
constexpr auto passphrase = "from the secret store of the program";

/// Password, then one-time code, then a session whose token a browser can keep.
std::optional<std::string> sign_in(const tenant::FixedTenantStorage& storage,
                                   std::string_view handle,
                                   std::string_view password,
                                   std::string_view code) {
    const auto user = storage.get_user_by_handle(handle);
    if (!user) {
        tenant::verify_no_password(password);
        return std::nullopt;
    }
    if (!tenant::verify_password(user->password_hash, password)) {
        storage.log_audit_event({.type = "LOGIN_FAILURE", .user_id = user->id});
        return std::nullopt;
    }
    const auto stored = storage.get_totp_secret(handle);
    if (!stored) return std::nullopt;
    const auto secret = tenant::decrypt_secret(passphrase, stored->secret);
    const auto step = tenant::verify_totp(secret.view(), code);
    if (!step || !storage.advance_totp_step(handle, *step)) return std::nullopt;
    const auto session = storage.create_session(
        user->id, {.username = user->handle, .role = user->role}, {.client_ip = "203.0.113.7"});
    storage.log_audit_event({.type = "LOGIN_SUCCESS", .user_id = user->id});
    return storage.storage().session_token(session);
}

int run(const char* connection_string) {
    std::vector<tenant::Secret> keys;
    keys.emplace_back("signing key of the program");
    const tenant::FixedTenantStorage storage{
        household,
        tenant::AuthStorage{connection_string,
                            {.signer = std::make_shared<tenant::SessionSigner>(std::move(keys))}}};

    tenant::bootstrap_users(storage.storage(), household,
                            {{.handle = "Ada",
                              .email = "ada@example.com",
                              .role = "admin",
                              .password = "correct horse"}});
    const auto secret = tenant::generate_totp_secret();
    storage.save_totp_secret("ada", {.user_id = storage.get_user_by_handle("ada")->id,
                                     .secret = tenant::encrypt_secret(passphrase, secret.view())});

    const auto now = std::chrono::system_clock::now();
    const auto code = tenant::totp_code(secret.view(), tenant::totp_step(now));
    std::cout << "wrong password: " << sign_in(storage, "ada", "guess", code).has_value() << '\n';
    const auto token = sign_in(storage, "ada", "correct horse", code);
    std::cout << "signed in: " << storage.get_session_by_token(token.value()).has_value() << '\n';
    std::cout << "same code again: " << sign_in(storage, "ada", "correct horse", code).has_value()
              << '\n';
    std::cout << "events: " << storage.get_audit_events().size() << '\n';
    return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: example CONNECTION-STRING\n";
        return EXIT_FAILURE;
    }
    try {
        return run(argv[1]);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
