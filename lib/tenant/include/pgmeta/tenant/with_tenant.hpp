// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/pg/connection.hpp"

#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace pgmeta::tenant {

/// A transaction of one tenant: `app.tenant_id` is set for it, on the connection that runs it.
/// Rolled back when destroyed unless committed.
class TenantTransaction {
public:
    /// Throws "invalid-argument" when the tenant is no uuid, or a transaction is open already.
    TenantTransaction(pg::Connection& connection, std::string_view tenant);

    void commit() { transaction_.commit(); }

private:
    pg::Transaction transaction_;
};

/// Runs `work(connection)` in one transaction of the tenant and commits.
///
/// With package auth-storage-rls and a role it binds, statements of `work` see and change that
/// tenant's rows only, whatever they ask for.  Give an AuthStorage made there `.set_tenant =
/// false`: it would name the tenant of each call.
template <typename Work>
auto with_tenant(pg::Connection& connection, std::string_view tenant, Work&& work) {
    TenantTransaction transaction{connection, tenant};
    if constexpr (std::is_void_v<std::invoke_result_t<Work, pg::Connection&>>) {
        std::forward<Work>(work)(connection);
        transaction.commit();
    } else {
        auto result = std::forward<Work>(work)(connection);
        transaction.commit();
        return result;
    }
}

}  // namespace pgmeta::tenant
