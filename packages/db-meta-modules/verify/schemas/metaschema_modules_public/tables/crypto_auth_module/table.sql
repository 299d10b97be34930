-- Verify db-meta-modules:schemas/metaschema_modules_public/tables/crypto_auth_module/table on pg

SELECT pgmeta_verify.verify_table('metaschema_modules_public.crypto_auth_module');

SELECT pgmeta_verify.verify_columns(
  'metaschema_modules_public.crypto_auth_module',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'api_id uuid',
  'enabled boolean not null default true',
  'settings jsonb not null default ''{}''::jsonb',
  'schema_id uuid',
  'users_table_id uuid',
  'tokens_table_id uuid',
  'secrets_table_id uuid',
  'addresses_table_id uuid',
  'user_field text not null default ''user_id''::text',
  'crypto_network text not null default ''BTC''::text',
  'sign_in_request_challenge text not null default ''sign_in_request_challenge''::text',
  'sign_in_record_failure text not null default ''sign_in_record_failure''::text',
  'sign_up_with_key text not null default ''sign_up_with_key''::text',
  'sign_in_with_challenge text not null default ''sign_in_with_challenge''::text');

SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.crypto_auth_module', 'crypto_auth_module_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.crypto_auth_module', 'addresses_table_fkey', 'FOREIGN KEY (addresses_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.crypto_auth_module', 'api_fkey', 'FOREIGN KEY (api_id) REFERENCES services_public.apis(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.crypto_auth_module', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.crypto_auth_module', 'schema_fkey', 'FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.crypto_auth_module', 'secrets_table_fkey', 'FOREIGN KEY (secrets_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.crypto_auth_module', 'tokens_table_fkey', 'FOREIGN KEY (tokens_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.crypto_auth_module', 'users_table_fkey', 'FOREIGN KEY (users_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.crypto_auth_module', 'crypto_auth_module_settings_check', 'CHECK ((jsonb_typeof(settings) = ''object''::text))');

SELECT pgmeta_verify.verify_index('metaschema_modules_public.crypto_auth_module', 'crypto_auth_module_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_modules_public.crypto_auth_module', 'crypto_auth_module_api_id_idx', 'btree (api_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.crypto_auth_module', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.crypto_auth_module', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.crypto_auth_module', 'administrator', 'ALL');
