-- Verify db-meta-modules:schemas/metaschema_modules_public/tables/memberships_module/table on pg

SELECT pgmeta_verify.verify_table('metaschema_modules_public.memberships_module');

SELECT pgmeta_verify.verify_columns(
  'metaschema_modules_public.memberships_module',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'api_id uuid',
  'enabled boolean not null default true',
  'settings jsonb not null default ''{}''::jsonb',
  'schema_id uuid',
  'private_schema_id uuid',
  'memberships_table_id uuid',
  'memberships_table_name text not null default ''''::text',
  'members_table_id uuid',
  'members_table_name text not null default ''''::text',
  'membership_defaults_table_id uuid',
  'membership_defaults_table_name text not null default ''''::text',
  'grants_table_id uuid',
  'grants_table_name text not null default ''''::text',
  'actor_table_id uuid',
  'limits_table_id uuid',
  'default_limits_table_id uuid',
  'permissions_table_id uuid',
  'default_permissions_table_id uuid',
  'sprt_table_id uuid',
  'admin_grants_table_id uuid',
  'admin_grants_table_name text not null default ''''::text',
  'owner_grants_table_id uuid',
  'owner_grants_table_name text not null default ''''::text',
  'membership_type integer not null default 1',
  'entity_table_id uuid',
  'entity_table_owner_id uuid',
  'prefix text',
  'actor_mask_check text not null default ''''::text',
  'actor_perm_check text not null default ''''::text',
  'entity_ids_by_mask text',
  'entity_ids_by_perm text',
  'entity_ids_function text');

SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'memberships_module_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'actor_table_fkey', 'FOREIGN KEY (actor_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'admin_grants_table_fkey', 'FOREIGN KEY (admin_grants_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'api_fkey', 'FOREIGN KEY (api_id) REFERENCES services_public.apis(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'default_limits_table_fkey', 'FOREIGN KEY (default_limits_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'default_permissions_table_fkey', 'FOREIGN KEY (default_permissions_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'entity_table_fkey', 'FOREIGN KEY (entity_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'entity_table_owner_fkey', 'FOREIGN KEY (entity_table_owner_id) REFERENCES metaschema_public.field(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'grants_table_fkey', 'FOREIGN KEY (grants_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'limits_table_fkey', 'FOREIGN KEY (limits_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'members_table_fkey', 'FOREIGN KEY (members_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'membership_defaults_table_fkey', 'FOREIGN KEY (membership_defaults_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'memberships_table_fkey', 'FOREIGN KEY (memberships_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'owner_grants_table_fkey', 'FOREIGN KEY (owner_grants_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'permissions_table_fkey', 'FOREIGN KEY (permissions_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'private_schema_fkey', 'FOREIGN KEY (private_schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'schema_fkey', 'FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'sprt_table_fkey', 'FOREIGN KEY (sprt_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.memberships_module', 'memberships_module_settings_check', 'CHECK ((jsonb_typeof(settings) = ''object''::text))');

SELECT pgmeta_verify.verify_index('metaschema_modules_public.memberships_module', 'memberships_module_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_modules_public.memberships_module', 'memberships_module_api_id_idx', 'btree (api_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.memberships_module', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.memberships_module', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.memberships_module', 'administrator', 'ALL');
