// SPDX-License-Identifier: MIT
#include "pgmeta/roles/audit.hpp"

#include "pgmeta/roles/difference.hpp"
#include "pgmeta/roles/password.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <map>

namespace pgmeta::roles {

namespace {

class Auditor {
public:
    Auditor(const Cluster& cluster, const RoleNames& names, const AuditOptions& options)
        : cluster_{cluster}, names_{names}, options_{options} {}

    Audit run() {
        look_at_wanted(base_roles(names_, client_role(cluster_, names_, options_.client)), true);
        if (options_.users)
            for (const auto& user : *options_.users)
                look_at_wanted(login_role(without_password(user), names_), false);
        const auto inside = configured();
        for (const auto& [name, role] : cluster_.roles)
            look_at(role, inside);
        look_at_test_users();
        if (!cluster_.verifiers_readable) result_.unknown = {"md5-verifier", "test-password"};
        std::stable_sort(result_.findings.begin(), result_.findings.end(),
                         [](const Finding& a, const Finding& b) { return a.role < b.role; });
        return std::move(result_);
    }

private:
    static UserSpec without_password(UserSpec user) {
        user.password = PasswordMode::none;
        return user;
    }

    void add(std::string id, const std::string& role, std::string message, bool fixable = false) {
        if (options_.ignore.count(role) == 0)
            result_.findings.push_back({std::move(id), role, std::move(message), fixable});
    }

    static std::string id_of(StepKind kind) {
        switch (kind) {
            case StepKind::role:
                return "role-missing";
            case StepKind::attributes:
                return "wrong-attributes";
            case StepKind::grant:
                return "membership-missing";
            case StepKind::connect:
                return "privilege-missing";
            default:
                return "wrong-setting";
        }
    }

    void look_at_wanted(const std::vector<Step>& wanted, bool fixable) {
        for (const auto& step : difference(wanted, cluster_))
            add(id_of(step.kind), step.role, fmt::format("expected: {}", describe(step)), fixable);
    }

    /// Roles that the configuration accounts for: the base roles, and either the listed users or
    /// whoever belongs to a base role, through others too.
    [[nodiscard]] std::set<std::string, std::less<>> configured() const {
        std::set<std::string, std::less<>> inside{names_.anonymous, names_.authenticated,
                                                  names_.administrator,
                                                  names_.authenticated_client};
        if (options_.users) {
            for (const auto& user : *options_.users)
                inside.insert(user.name);
            return inside;
        }
        std::multimap<std::string_view, std::string_view> members;
        for (const auto& membership : cluster_.memberships)
            if (membership.is_usable()) members.emplace(membership.role, membership.member);
        std::deque<std::string> open(inside.begin(), inside.end());
        while (!open.empty()) {
            const auto role = std::move(open.front());
            open.pop_front();
            const auto [begin, end] = members.equal_range(role);
            for (auto it = begin; it != end; ++it)
                if (inside.insert(std::string{it->second}).second) open.emplace_back(it->second);
        }
        return inside;
    }

    void look_at(const Role& role, const std::set<std::string, std::less<>>& inside) {
        if (role.system) return;
        const bool login = role.attributes.login.value_or(false);
        if (login && role.attributes.superuser.value_or(false))
            add("login-superuser", role.name, "logs in as a superuser");
        else if (login && role.attributes.bypassrls.value_or(false))
            add("login-bypassrls", role.name, "logs in and bypasses row security");
        if (login && role.expired)
            add("expired", role.name,
                fmt::format("its password ended {}", role.valid_until.value_or("")));
        if (role.verifier && role.verifier->starts_with("md5"))
            add("md5-verifier", role.name, "its password is stored as md5; rotate it");
        if (inside.count(role.name) == 0 && role.name != cluster_.user)
            add("outside-configuration", role.name,
                options_.users ? "is in no file that was given" : "belongs to no base role");
    }

    void look_at_test_users() {
        constexpr std::array known{std::pair{test_user, test_user_password},
                                   std::pair{test_admin, test_admin_password}};
        for (const auto& [name, password] : known) {
            const auto* role = cluster_.find(name);
            if (role != nullptr && role->verifier && matches(*role->verifier, name, password))
                add("test-password", std::string{name},
                    "is a test user with the password that everybody knows");
        }
    }

    const Cluster& cluster_;
    const RoleNames& names_;
    const AuditOptions& options_;
    Audit result_;
};

}  // namespace

std::optional<ClientRole> client_role(const Cluster& cluster, const RoleNames& names, bool wanted) {
    const auto* role = cluster.find(names.authenticated_client);
    if (role == nullptr && !wanted) return std::nullopt;
    ClientRole client;
    if (role == nullptr) return client;
    const auto timeout = role->settings.find("statement_timeout");
    if (timeout != role->settings.end()) client.statement_timeout = timeout->second;
    return client;
}

Audit audit(const Cluster& cluster, const RoleNames& names, const AuditOptions& options) {
    return Auditor{cluster, names, options}.run();
}

}  // namespace pgmeta::roles
