// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"

#include <array>

namespace pgmeta::cli {

namespace {

constexpr auto table = std::to_array<const Command*>({
    &init_workspace_command,
    &init_package_command,
    &init_command,
    &add_command,
    &tag_command,
    &rm_command,
    &rename_command,
    &plan_move_command,
    &plan_sync_command,
    &regen_command,
    &requires_check_command,
    &install_command,
    &upgrade_command,
    &uninstall_command,
    &list_command,
    &outdated_command,
    &package_command,
    &pack_command,
    &why_command,
    &info_command,
    &check_command,
    &plan_show_command,
    &graph_command,
    &config_command,
    &deploy_command,
    &revert_command,
    &baseline_command,
    &status_command,
    &verify_command,
    &log_command,
    &snapshot_command,
    &diff_command,
    &admin_users_bootstrap_command,
    &admin_users_add_command,
    &admin_users_remove_command,
    &admin_users_list_command,
    &admin_users_rotate_command,
    &admin_users_grant_command,
    &admin_users_revoke_command,
    &admin_users_audit_command,
    &tenant_users_bootstrap_command,
    &tenant_users_list_command,
    &tenant_users_set_password_command,
    &tenant_users_lock_command,
    &tenant_users_unlock_command,
    &tenant_users_sessions_list_command,
    &tenant_users_sessions_revoke_command,
    &tenant_users_audit_command,
    &modules_list_command,
    &modules_install_command,
    &modules_enable_command,
    &modules_disable_command,
    &modules_uninstall_command,
    &modules_settings_command,
    &spaces_permissions_show_command,
    &spaces_permissions_set_command,
    &spaces_permissions_unset_command,
    &spaces_permissions_explain_command,
    &credentials_put_command,
    &credentials_get_command,
    &credentials_list_command,
    &credentials_rotate_command,
    &credentials_delete_command,
    &test_command,
    &db_prepare_command,
    &db_list_command,
    &db_drop_command,
    &db_gc_command,
    &dev_start_command,
    &dev_stop_command,
    &dev_status_command,
    &dev_url_command,
    &dev_env_command,
    &help_command,
});

}  // namespace

std::span<const Command* const> command_table() {
    return table;
}

const Command* find_command(std::string_view name) {
    for (const auto* command : table)
        if (command->name == name) return command;
    return nullptr;
}

}  // namespace pgmeta::cli
