// SPDX-License-Identifier: MIT
#pragma once

#include "command.hpp"

// One constant per command, each defined in the file of its name.

namespace pgmeta::cli {

extern const Command init_workspace_command;
extern const Command init_package_command;
extern const Command init_command;
extern const Command add_command;
extern const Command tag_command;
extern const Command rm_command;
extern const Command rename_command;
extern const Command plan_move_command;
extern const Command plan_sync_command;
extern const Command regen_command;
extern const Command requires_check_command;
extern const Command install_command;
extern const Command upgrade_command;
extern const Command uninstall_command;
extern const Command list_command;
extern const Command outdated_command;
extern const Command package_command;
extern const Command pack_command;
extern const Command why_command;
extern const Command info_command;
extern const Command check_command;
extern const Command plan_show_command;
extern const Command graph_command;
extern const Command config_command;
extern const Command deploy_command;
extern const Command revert_command;
extern const Command verify_command;
extern const Command status_command;
extern const Command log_command;
extern const Command snapshot_command;
extern const Command diff_command;
extern const Command baseline_command;
extern const Command admin_users_bootstrap_command;
extern const Command admin_users_add_command;
extern const Command admin_users_remove_command;
extern const Command admin_users_list_command;
extern const Command admin_users_rotate_command;
extern const Command admin_users_grant_command;
extern const Command admin_users_revoke_command;
extern const Command admin_users_audit_command;
extern const Command tenant_users_bootstrap_command;
extern const Command tenant_users_list_command;
extern const Command tenant_users_set_password_command;
extern const Command tenant_users_lock_command;
extern const Command tenant_users_unlock_command;
extern const Command tenant_users_sessions_list_command;
extern const Command tenant_users_sessions_revoke_command;
extern const Command tenant_users_audit_command;
extern const Command modules_list_command;
extern const Command modules_install_command;
extern const Command modules_enable_command;
extern const Command modules_disable_command;
extern const Command modules_uninstall_command;
extern const Command modules_settings_command;
extern const Command spaces_permissions_show_command;
extern const Command spaces_permissions_set_command;
extern const Command spaces_permissions_unset_command;
extern const Command spaces_permissions_explain_command;
extern const Command credentials_put_command;
extern const Command credentials_get_command;
extern const Command credentials_list_command;
extern const Command credentials_rotate_command;
extern const Command credentials_delete_command;
extern const Command test_command;
extern const Command db_prepare_command;
extern const Command db_list_command;
extern const Command db_drop_command;
extern const Command db_gc_command;
extern const Command dev_start_command;
extern const Command dev_stop_command;
extern const Command dev_status_command;
extern const Command dev_url_command;
extern const Command dev_env_command;
extern const Command help_command;

}  // namespace pgmeta::cli
