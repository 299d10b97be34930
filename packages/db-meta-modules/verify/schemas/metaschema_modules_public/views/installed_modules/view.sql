-- Verify db-meta-modules:schemas/metaschema_modules_public/views/installed_modules/view on pg

SELECT pgmeta_verify.verify_view('metaschema_modules_public.installed_modules');

SELECT pgmeta_verify.verify_columns(
  'metaschema_modules_public.installed_modules',
  'module_name text',
  'database_id uuid',
  'api_id uuid',
  'enabled boolean',
  'settings jsonb');

SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.installed_modules', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.installed_modules', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.installed_modules', 'administrator', 'SELECT');

SELECT pgmeta_verify.verify_view_reads(
  'metaschema_modules_public.installed_modules',
  'metaschema_modules_public.connected_accounts_module',
  'metaschema_modules_public.crypto_addresses_module',
  'metaschema_modules_public.crypto_auth_module',
  'metaschema_modules_public.default_ids_module',
  'metaschema_modules_public.denormalized_table_field',
  'metaschema_modules_public.emails_module',
  'metaschema_modules_public.encrypted_secrets_module',
  'metaschema_modules_public.events_module',
  'metaschema_modules_public.field_module',
  'metaschema_modules_public.hierarchy_module',
  'metaschema_modules_public.invites_module',
  'metaschema_modules_public.levels_module',
  'metaschema_modules_public.limits_module',
  'metaschema_modules_public.membership_types_module',
  'metaschema_modules_public.memberships_module',
  'metaschema_modules_public.permissions_module',
  'metaschema_modules_public.phone_numbers_module',
  'metaschema_modules_public.profiles_module',
  'metaschema_modules_public.rls_module',
  'metaschema_modules_public.secrets_module',
  'metaschema_modules_public.table_module',
  'metaschema_modules_public.table_template_module',
  'metaschema_modules_public.tokens_module',
  'metaschema_modules_public.user_auth_module',
  'metaschema_modules_public.users_module',
  'metaschema_modules_public.uuid_module');
