// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/bootstrap.hpp"

#include "pgmeta/base/text.hpp"
#include "translate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <set>

namespace pgmeta::tenant {

namespace {

std::string lowered(std::string_view text) {
    std::string result{trim(text)};
    // Letters beyond ASCII become lower case in the database.
    std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) {
        return c < 128 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c);
    });
    return result;
}

BootstrapUser normalised(const BootstrapUser& given) {
    auto user = given;
    user.handle = lowered(given.handle);
    user.email = lowered(given.email);
    if (given.display_name) user.display_name = std::string{trim(*given.display_name)};
    return user;
}

void check(const BootstrapUser& user, std::size_t index) {
    if (user.handle.empty())
        throw invalid(fmt::format("Bootstrap user at index {} is missing a handle", index));
    if (user.email.find('@') == std::string::npos)
        throw invalid(fmt::format("Bootstrap user {} must have a valid email", user.handle));
    if (trim(user.role).empty())
        throw invalid(fmt::format("Bootstrap user {} is missing a role", user.handle));
    if (!user.password_hash && !user.password && !user.pin)
        throw invalid(fmt::format("Bootstrap user {} must provide passwordHash, password, or pin",
                                  user.handle));
}

std::vector<BootstrapUser> checked(std::string_view tenant,
                                   const std::vector<BootstrapUser>& users) {
    if (tenant.empty()) throw invalid("bootstrapUsers: tenantId is required");
    if (users.empty()) throw invalid("bootstrapUsers: users must not be empty");
    std::vector<BootstrapUser> result;
    std::set<std::string> handles;
    for (std::size_t i = 0; i < users.size(); ++i) {
        result.push_back(normalised(users[i]));
        check(result.back(), i);
        if (!handles.insert(result.back().handle).second)
            throw invalid(fmt::format("Bootstrap user {} is there twice", result.back().handle));
    }
    return result;
}

std::string hash_of(const BootstrapUser& user,
                    const BootstrapOptions& options,
                    const std::string* stored) {
    if (user.password_hash) return *user.password_hash;
    const auto& password = user.password ? *user.password : *user.pin;
    if (options.hasher) {
        // How costly the caller's hashes are only the hasher knows.
        if (stored != nullptr && verify_password(*stored, password)) return *stored;
        return options.hasher(password);
    }
    const bool kept =
        stored != nullptr && !needs_rehash(*stored) && verify_password(*stored, password);
    return kept ? *stored : hash_password(password);
}

User create(const AuthStorage& storage,
            std::string_view tenant,
            const BootstrapUser& user,
            const BootstrapOptions& options) {
    return storage.create_user(tenant, {.handle = user.handle,
                                        .email = user.email,
                                        .display_name = user.display_name,
                                        .password_hash = hash_of(user, options, nullptr),
                                        .role = user.role,
                                        .is_active = user.is_active.value_or(true),
                                        .needs_onboarding = user.needs_onboarding.value_or(false),
                                        .onboarding_step = user.onboarding_step.value_or(0),
                                        .totp_enabled = user.totp_enabled.value_or(false),
                                        .permissions = user.permissions});
}

User update(const AuthStorage& storage,
            std::string_view tenant,
            const BootstrapUser& user,
            const User& existing,
            const BootstrapOptions& options) {
    UserPatch patch;
    patch.handle = user.handle;
    patch.email = user.email;
    if (user.display_name) patch.display_name = *user.display_name;
    patch.password_hash = hash_of(user, options, &existing.password_hash);
    patch.role = user.role;
    patch.is_active = user.is_active;
    patch.needs_onboarding = user.needs_onboarding;
    patch.onboarding_step = user.onboarding_step;
    patch.totp_enabled = user.totp_enabled;
    if (user.permissions) patch.permissions = *user.permissions;
    return storage.update_user(tenant, existing.id, patch);
}

BootstrapResult::Entry bring_about(const AuthStorage& storage,
                                   std::string_view tenant,
                                   const BootstrapUser& user,
                                   const BootstrapOptions& options) {
    try {
        auto existing = storage.get_user_by_handle(tenant, user.handle);
        if (!existing) return {BootstrapAction::created, create(storage, tenant, user, options)};
        if (!options.update_existing) return {BootstrapAction::unchanged, std::move(*existing)};
        return {BootstrapAction::updated, update(storage, tenant, user, *existing, options)};
    } catch (Error& error) {
        error.add_frame(fmt::format("while bringing about user `{}`", user.handle));
        throw;
    }
}

void count(BootstrapResult& result, BootstrapAction action) {
    auto& counter = action == BootstrapAction::created   ? result.created
                    : action == BootstrapAction::updated ? result.updated
                                                         : result.unchanged;
    ++counter;
}

}  // namespace

BootstrapResult bootstrap_users(const AuthStorage& storage,
                                std::string_view tenant,
                                const std::vector<BootstrapUser>& users,
                                const BootstrapOptions& options) {
    const auto wanted = checked(tenant, users);
    BootstrapResult result;
    storage.transaction(tenant, [&](const AuthStorage& bound) {
        for (const auto& user : wanted) {
            result.users.push_back(bring_about(bound, tenant, user, options));
            count(result, result.users.back().action);
        }
    });
    return result;
}

BootstrapResult bootstrap_users(Source source,
                                std::string_view tenant,
                                const std::vector<BootstrapUser>& users,
                                const BootstrapOptions& options) {
    struct Close {
        void operator()(const AuthStorage* storage) const { storage->close(); }
    };

    const AuthStorage storage{std::move(source)};
    const std::unique_ptr<const AuthStorage, Close> at_the_end{&storage};
    return bootstrap_users(storage, tenant, users, options);
}

}  // namespace pgmeta::tenant
