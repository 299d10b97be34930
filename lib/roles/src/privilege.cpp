// SPDX-License-Identifier: MIT
#include "pgmeta/roles/privilege.hpp"

#include "pgmeta/roles/names.hpp"
#include "pgmeta/sqltext/quote.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::roles {

namespace {

constexpr int version_16 = 160000;

class Explainer {
public:
    Explainer(std::span<const Step> steps, const Cluster& cluster)
        : steps_{steps}, cluster_{cluster}, me_{cluster.find(cluster.user)} {}

    std::vector<std::string> explain() {
        if (cluster_.superuser) return {};
        for (const auto& step : steps_)
            explain(step);
        return std::move(sentences_);
    }

private:
    [[nodiscard]] bool is_16() const { return cluster_.version >= version_16; }

    [[nodiscard]] bool have(std::optional<bool> Attributes::*field) const {
        return me_ != nullptr && (me_->attributes.*field).value_or(false);
    }

    [[nodiscard]] bool administers(const std::string& role) const {
        const auto& all = cluster_.memberships;
        return std::any_of(all.begin(), all.end(), [&](const Membership& membership) {
            return membership.role == role && membership.member == cluster_.user &&
                   membership.admin;
        });
    }

    void say(const Step& step, const std::string& what) {
        auto sentence = fmt::format("`{}` needs {}", describe(step), what);
        if (std::find(sentences_.begin(), sentences_.end(), sentence) == sentences_.end())
            sentences_.push_back(std::move(sentence));
    }

    void explain(const Step& step) {
        switch (step.kind) {
            case StepKind::role:
                return making(step);
            case StepKind::grant:
            case StepKind::revoke:
                return granting(step);
            case StepKind::connect:
            case StepKind::revoke_connect:
                return say(step, "the database's owner, or CONNECT with GRANT OPTION on it");
            case StepKind::reassign:
            case StepKind::drop_owned:
                return say(step,
                           fmt::format("the privileges of role {}{}", display_name(step.role),
                                       step.other.empty() ? std::string{}
                                                          : " and of " + display_name(step.other)));
            default:
                return altering(step);
        }
    }

    void making(const Step& step) {
        if (!have(&Attributes::createrole)) say(step, "CREATEROLE");
        if (is_16()) return attributes_16(step);
        attributes_15(step, true);
    }

    /// On 15 and older, only naming a true value needs superuser when a role is made; when it is
    /// altered, naming the attribute at all does.
    void attributes_15(const Step& step, bool created) {
        const auto check = [&](std::optional<bool> value, std::string_view word) {
            if (value && (*value || !created))
                say(step, fmt::format("superuser: before PostgreSQL 16 only a superuser may set {}",
                                      word));
        };
        check(step.attributes.superuser, "SUPERUSER");
        check(step.attributes.replication, "REPLICATION");
        check(step.attributes.bypassrls, "BYPASSRLS");
    }

    /// From 16 on, who has CREATEROLE may hand out an attribute that it has itself.
    void attributes_16(const Step& step) {
        if (step.attributes.superuser == true)
            say(step, "superuser: only a superuser may set SUPERUSER");
        const auto check = [&](std::optional<bool> Attributes::*field, std::string_view word) {
            if ((step.attributes.*field) == true && !have(field))
                say(step, fmt::format("{0} of your own: from PostgreSQL 16 on who has CREATEROLE "
                                      "sets {0} only when having it",
                                      word));
        };
        check(&Attributes::createdb, "CREATEDB");
        check(&Attributes::replication, "REPLICATION");
        check(&Attributes::bypassrls, "BYPASSRLS");
    }

    void altering(const Step& step) {
        const auto* role = cluster_.find(step.role);
        if (role != nullptr && role->attributes.superuser == true)
            say(step, fmt::format("superuser, because {} is one", display_name(step.role)));
        if (!have(&Attributes::createrole)) say(step, "CREATEROLE");
        if (!is_16()) return attributes_15(step, false);
        if (role != nullptr && !administers(step.role))
            say(step, fmt::format("ADMIN OPTION on role {} (from PostgreSQL 16 on): GRANT {} TO {} "
                                  "WITH ADMIN OPTION",
                                  display_name(step.role), sqltext::quote_identifier(step.role),
                                  sqltext::quote_identifier(cluster_.user)));
        attributes_16(step);
    }

    void granting(const Step& step) {
        if (administers(step.other)) return;
        const auto* group = cluster_.find(step.other);
        if (group != nullptr && group->attributes.superuser == true)
            return say(step, fmt::format("superuser, because {} is one", display_name(step.other)));
        if (!is_16() && have(&Attributes::createrole)) return;
        say(step, fmt::format("{}ADMIN OPTION on role {}: GRANT {} TO {} WITH ADMIN OPTION",
                              is_16() ? "" : "CREATEROLE or ", display_name(step.other),
                              sqltext::quote_identifier(step.other),
                              sqltext::quote_identifier(cluster_.user)));
    }

    std::span<const Step> steps_;
    const Cluster& cluster_;
    const Role* me_;
    std::vector<std::string> sentences_;
};

}  // namespace

std::vector<std::string> lacking_privileges(std::span<const Step> steps, const Cluster& cluster) {
    return Explainer{steps, cluster}.explain();
}

}  // namespace pgmeta::roles
