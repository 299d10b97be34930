// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"
#include "options/tenant_options.hpp"
#include "output/json.hpp"
#include "pgmeta/tenant/key_ring.hpp"
#include "pgmeta/tenant/spaces.hpp"

#include <memory>
#include <string>
#include <vector>

namespace pgmeta::cli {

// What the commands about credentials have in common.

struct CredentialOptions {
    DataOptions data;
    std::string space;
    std::string provider;
    std::string kek_file;
    std::string file = "-";
    std::string refresh_file;
    std::string expires_at;
    std::vector<std::string> scopes;
    std::string account;
    std::string metadata_file;
    bool refresh = false;
    bool reveal = false;
};

/// Registers --space and --provider.
void add_place(CLI::App& app, CredentialOptions& options);

/// Registers --kek-file.
void add_kek(CLI::App& app, CredentialOptions& options);

/// --kek-file, else PGMETA_KEKS, else PGMETA_KEK.  Throws "kek-missing".
std::shared_ptr<const tenant::KeyRing> load_keys(Context& context,
                                                 const CredentialOptions& options);

/// Without the tokens.
Json info_json(const tenant::CredentialInfo& info);

}  // namespace pgmeta::cli
