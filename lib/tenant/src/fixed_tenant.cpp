// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/fixed_tenant.hpp"

#include "pgmeta/base/text.hpp"
#include "text_form.hpp"
#include "translate.hpp"

#include <fmt/format.h>

namespace pgmeta::tenant {

std::string resolve_tenant_id(
    std::span<const std::pair<std::string, std::optional<std::string>>> named) {
    std::vector<std::string> names;
    for (const auto& [name, value] : named) {
        names.push_back(name);
        const auto text = value ? trim(*value) : std::string_view{};
        if (text.empty()) continue;
        auto id = canonical_uuid(text);
        if (!id) throw invalid(fmt::format("tenant id must be a UUID, received: {}", text));
        return std::move(*id);
    }
    throw invalid(
        fmt::format("{} is required for the tenant-scoped auth storage.", join(names, " or ")));
}

FixedTenantStorage::FixedTenantStorage(std::string_view tenant, AuthStorage storage)
    : storage_{std::move(storage)} {
    auto id = canonical_uuid(tenant);
    if (!id) throw invalid(fmt::format("tenantId must be a UUID, received: {}", tenant));
    tenant_ = std::move(*id);
}

}  // namespace pgmeta::tenant
