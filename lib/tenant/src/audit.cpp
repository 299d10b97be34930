// SPDX-License-Identifier: MIT
#include "fields.hpp"
#include "pgmeta/tenant/policy.hpp"
#include "pgmeta/tenant/storage.hpp"
#include "translate.hpp"

#include <fmt/format.h>

namespace pgmeta::tenant {

namespace {

constexpr Kind short_text{.longest = 16};

std::string severity(const AuditEvent& event) {
    return event.severity.empty() ? std::string{severity_of(event.type)} : event.severity;
}

}  // namespace

AuditEvent AuthStorage::log_audit_event(std::string_view tenant, const AuditEvent& event) const {
    using Text = Patch<std::string>;  // given or not, one text: it is prepared once
    Values values{checked_uuid("tenant", tenant)};
    values.set_sql("id", fmt::format("coalesce({}, concat('evt_', gen_random_uuid()))",
                                     values.add(encode("id", std::optional{event.id},
                                                       Kind{.blank_is_null = true}))));
    values.set("type", event.type, Kind{.longest = 64, .filled = true});
    values.set("user_id", Text::of(event.user_id), an_id);
    values.set("target_user_id", Text::of(event.target_user_id), an_id);
    values.set("handle", Text::of(event.handle), Kind{.longest = 64});
    values.set("ip_address", Text::of(event.ip_address), Kind{.longest = 45});
    values.set("user_agent", Text::of(event.user_agent));
    values.set("details", checked_object("details", event.details));
    values.set("severity", severity(event), short_text);
    values.set("source", event.source, short_text);
    values.set_sql("\"timestamp\"",
                   fmt::format("coalesce({}::timestamptz, now())",
                               values.add(encode("timestamp", event.timestamp, plain))));
    const auto sql = insertion_into<AuditEvent>("auth.audit_events", values);
    return row_of<AuditEvent>(run(sql, values.parameters()), 0);
}

std::vector<AuditEvent> AuthStorage::get_audit_events(std::string_view tenant,
                                                      const AuditFilters& filters) const {
    if (filters.limit < 0 || filters.offset < 0)
        throw invalid("expected a limit and an offset of 0 or more, found a negative one");
    Values values{checked_uuid("tenant", tenant)};
    std::string where;
    const auto filter = [&](std::string_view condition, const auto& given, Kind kind) {
        if (given)
            where +=
                fmt::format(" AND {} {}", condition, values.add(encode(condition, given, kind)));
    };
    filter("type =", filters.type, plain);
    filter("user_id =", filters.user_id, an_id);
    filter("severity =", filters.severity, plain);
    filter(filters.inclusive ? "\"timestamp\" >=" : "\"timestamp\" >", filters.start_date, plain);
    filter(filters.inclusive ? "\"timestamp\" <=" : "\"timestamp\" <", filters.end_date, plain);
    // Rows of one moment stand in one order, so that pages do not overlap.
    where += " ORDER BY \"timestamp\" DESC, id";
    if (filters.limit > 0)
        where += fmt::format(" LIMIT {}", values.add(std::to_string(filters.limit)));
    if (filters.offset > 0)
        where += fmt::format(" OFFSET {}", values.add(std::to_string(filters.offset)));
    return rows_of<AuditEvent>(
        run(fmt::format("SELECT {} FROM auth.audit_events WHERE tenant_id = $1{}",
                        columns_of<AuditEvent>(), where),
            values.parameters()));
}

std::vector<AuditEvent> AuthStorage::get_recent_audit_events(std::string_view tenant,
                                                             std::int64_t limit) const {
    return get_audit_events(tenant, {.limit = limit});
}

}  // namespace pgmeta::tenant
