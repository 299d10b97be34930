// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/storage.hpp"

#include "pgmeta/tenant/with_tenant.hpp"
#include "translate.hpp"
#include "values.hpp"

#include <array>

namespace pgmeta::tenant {

AuthStorage::AuthStorage(Source source, StorageOptions options)
    : source_{std::move(source)}, options_{std::move(options)} {
    if (options_.session_max_age < std::chrono::milliseconds{0})
        throw invalid("expected sessions that live some time or none, found a negative time");
}

void AuthStorage::init() const {
    source_.run("SELECT 1", {});
}

void AuthStorage::close() const {
    source_.close();
}

void AuthStorage::transaction(std::string_view tenant,
                              const std::function<void(const AuthStorage&)>& work) const {
    source_.lend([&](pg::Statements& statements) {
        const AuthStorage bound{Source::of(statements), options_};
        if (statements.connection().in_transaction()) return work(bound);
        TenantTransaction transaction{statements.connection(), tenant};
        work(bound);
        transaction.commit();
    });
}

pg::Result AuthStorage::run(std::string_view sql,
                            const pg::Parameters& parameters,
                            pg::Statements::Use use) const {
    if (!options_.set_tenant) return source_.run(sql, parameters, {}, use);
    const std::array settings{pg::LocalSetting{"app.tenant_id", *parameters.front()}};
    return source_.run(sql, parameters, settings, use);
}

}  // namespace pgmeta::tenant
