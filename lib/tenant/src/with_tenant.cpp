// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/with_tenant.hpp"

#include "translate.hpp"
#include "values.hpp"

#include <fmt/format.h>

namespace pgmeta::tenant {

namespace {

pg::Connection& idle(pg::Connection& connection) {
    if (connection.in_transaction())
        throw invalid("expected a connection without a transaction, found one that is in one");
    return connection;
}

/// The canonical form of an id needs no quoting of what is in it.
std::string name_tenant(std::string_view tenant) {
    return fmt::format("SELECT pg_catalog.set_config('app.tenant_id', '{}', true)",
                       checked_uuid("tenant", tenant));
}

}  // namespace

TenantTransaction::TenantTransaction(pg::Connection& connection, std::string_view tenant)
    : transaction_{idle(connection), name_tenant(tenant)} {}

}  // namespace pgmeta::tenant
