-- Verify db-meta-modules:schemas/metaschema_modules_public/tables/user_auth_module/table on pg

SELECT pgmeta_verify.verify_table('metaschema_modules_public.user_auth_module');

SELECT pgmeta_verify.verify_columns(
  'metaschema_modules_public.user_auth_module',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'api_id uuid',
  'enabled boolean not null default true',
  'settings jsonb not null default ''{}''::jsonb',
  'schema_id uuid',
  'emails_table_id uuid',
  'users_table_id uuid',
  'secrets_table_id uuid',
  'encrypted_table_id uuid',
  'tokens_table_id uuid',
  'audits_table_id uuid',
  'audits_table_name text not null default ''audit_logs''::text',
  'sign_in_function text not null default ''sign_in''::text',
  'sign_up_function text not null default ''sign_up''::text',
  'sign_out_function text not null default ''sign_out''::text',
  'set_password_function text not null default ''set_password''::text',
  'reset_password_function text not null default ''reset_password''::text',
  'forgot_password_function text not null default ''forgot_password''::text',
  'send_verification_email_function text not null default ''send_verification_email''::text',
  'verify_email_function text not null default ''verify_email''::text',
  'verify_password_function text not null default ''verify_password''::text',
  'check_password_function text not null default ''check_password''::text',
  'send_account_deletion_email_function text not null default ''send_account_deletion_email''::text',
  'delete_account_function text not null default ''confirm_delete_account''::text',
  'sign_in_one_time_token_function text not null default ''sign_in_one_time_token''::text',
  'one_time_token_function text not null default ''one_time_token''::text',
  'extend_token_expires text not null default ''extend_token_expires''::text');

SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.user_auth_module', 'user_auth_module_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.user_auth_module', 'api_fkey', 'FOREIGN KEY (api_id) REFERENCES services_public.apis(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.user_auth_module', 'audits_table_fkey', 'FOREIGN KEY (audits_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.user_auth_module', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.user_auth_module', 'email_table_fkey', 'FOREIGN KEY (emails_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.user_auth_module', 'encrypted_table_fkey', 'FOREIGN KEY (encrypted_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.user_auth_module', 'schema_fkey', 'FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.user_auth_module', 'secrets_table_fkey', 'FOREIGN KEY (secrets_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.user_auth_module', 'tokens_table_fkey', 'FOREIGN KEY (tokens_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.user_auth_module', 'users_table_fkey', 'FOREIGN KEY (users_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.user_auth_module', 'user_auth_module_settings_check', 'CHECK ((jsonb_typeof(settings) = ''object''::text))');

SELECT pgmeta_verify.verify_index('metaschema_modules_public.user_auth_module', 'user_auth_module_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_modules_public.user_auth_module', 'user_auth_module_api_id_idx', 'btree (api_id)');
SELECT pgmeta_verify.verify_index('metaschema_modules_public.user_auth_module', 'user_auth_module_database_id_api_id_idx', 'unique btree (database_id, COALESCE(api_id, ''00000000-0000-0000-0000-000000000000''::uuid))');

SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.user_auth_module', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.user_auth_module', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.user_auth_module', 'administrator', 'ALL');
