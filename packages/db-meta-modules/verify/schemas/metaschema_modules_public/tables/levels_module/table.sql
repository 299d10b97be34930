-- Verify db-meta-modules:schemas/metaschema_modules_public/tables/levels_module/table on pg

SELECT pgmeta_verify.verify_table('metaschema_modules_public.levels_module');

SELECT pgmeta_verify.verify_columns(
  'metaschema_modules_public.levels_module',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'api_id uuid',
  'enabled boolean not null default true',
  'settings jsonb not null default ''{}''::jsonb',
  'schema_id uuid',
  'private_schema_id uuid',
  'steps_table_id uuid',
  'steps_table_name text not null default ''''::text',
  'achievements_table_id uuid',
  'achievements_table_name text not null default ''''::text',
  'levels_table_id uuid',
  'levels_table_name text not null default ''''::text',
  'level_requirements_table_id uuid',
  'level_requirements_table_name text not null default ''''::text',
  'completed_step text not null default ''''::text',
  'incompleted_step text not null default ''''::text',
  'tg_achievement text not null default ''''::text',
  'tg_achievement_toggle text not null default ''''::text',
  'tg_achievement_toggle_boolean text not null default ''''::text',
  'tg_achievement_boolean text not null default ''''::text',
  'upsert_achievement text not null default ''''::text',
  'tg_update_achievements text not null default ''''::text',
  'steps_required text not null default ''''::text',
  'level_achieved text not null default ''''::text',
  'prefix text',
  'membership_type integer not null default 1',
  'entity_table_id uuid',
  'actor_table_id uuid');

SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.levels_module', 'levels_module_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.levels_module', 'achievements_table_fkey', 'FOREIGN KEY (achievements_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.levels_module', 'actor_table_fkey', 'FOREIGN KEY (actor_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.levels_module', 'api_fkey', 'FOREIGN KEY (api_id) REFERENCES services_public.apis(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.levels_module', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.levels_module', 'entity_table_fkey', 'FOREIGN KEY (entity_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.levels_module', 'level_requirements_table_fkey', 'FOREIGN KEY (level_requirements_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.levels_module', 'levels_table_fkey', 'FOREIGN KEY (levels_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.levels_module', 'private_schema_fkey', 'FOREIGN KEY (private_schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.levels_module', 'schema_fkey', 'FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.levels_module', 'steps_table_fkey', 'FOREIGN KEY (steps_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.levels_module', 'levels_module_settings_check', 'CHECK ((jsonb_typeof(settings) = ''object''::text))');

SELECT pgmeta_verify.verify_index('metaschema_modules_public.levels_module', 'levels_module_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_modules_public.levels_module', 'levels_module_api_id_idx', 'btree (api_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.levels_module', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.levels_module', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.levels_module', 'administrator', 'ALL');
