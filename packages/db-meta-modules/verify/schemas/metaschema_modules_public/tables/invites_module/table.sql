-- Verify db-meta-modules:schemas/metaschema_modules_public/tables/invites_module/table on pg

SELECT pgmeta_verify.verify_table('metaschema_modules_public.invites_module');

SELECT pgmeta_verify.verify_columns(
  'metaschema_modules_public.invites_module',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'api_id uuid',
  'enabled boolean not null default true',
  'settings jsonb not null default ''{}''::jsonb',
  'schema_id uuid',
  'private_schema_id uuid',
  'emails_table_id uuid',
  'users_table_id uuid',
  'invites_table_id uuid',
  'claimed_invites_table_id uuid',
  'invites_table_name text not null default ''''::text',
  'claimed_invites_table_name text not null default ''''::text',
  'submit_invite_code_function text not null default ''''::text',
  'prefix text',
  'membership_type integer not null default 1',
  'entity_table_id uuid');

SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.invites_module', 'invites_module_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.invites_module', 'api_fkey', 'FOREIGN KEY (api_id) REFERENCES services_public.apis(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.invites_module', 'claimed_invites_table_fkey', 'FOREIGN KEY (claimed_invites_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.invites_module', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.invites_module', 'emails_table_fkey', 'FOREIGN KEY (emails_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.invites_module', 'entity_table_fkey', 'FOREIGN KEY (entity_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.invites_module', 'invites_table_fkey', 'FOREIGN KEY (invites_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.invites_module', 'pschema_fkey', 'FOREIGN KEY (private_schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.invites_module', 'schema_fkey', 'FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.invites_module', 'users_table_fkey', 'FOREIGN KEY (users_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.invites_module', 'invites_module_settings_check', 'CHECK ((jsonb_typeof(settings) = ''object''::text))');

SELECT pgmeta_verify.verify_index('metaschema_modules_public.invites_module', 'invites_module_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_modules_public.invites_module', 'invites_module_api_id_idx', 'btree (api_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.invites_module', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.invites_module', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.invites_module', 'administrator', 'ALL');
