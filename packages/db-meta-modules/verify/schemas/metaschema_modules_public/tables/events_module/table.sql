-- Verify db-meta-modules:schemas/metaschema_modules_public/tables/events_module/table on pg

SELECT pgmeta_verify.verify_table('metaschema_modules_public.events_module');

SELECT pgmeta_verify.verify_columns(
  'metaschema_modules_public.events_module',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'api_id uuid',
  'enabled boolean not null default true',
  'settings jsonb not null default ''{}''::jsonb',
  'schema_id uuid',
  'private_schema_id uuid',
  'events_table_id uuid',
  'events_table_name text not null default ''''::text',
  'event_aggregates_table_id uuid',
  'event_aggregates_table_name text not null default ''''::text',
  'event_types_table_id uuid',
  'event_types_table_name text not null default ''''::text',
  'levels_table_id uuid',
  'levels_table_name text not null default ''''::text',
  'level_requirements_table_id uuid',
  'level_requirements_table_name text not null default ''''::text',
  'level_grants_table_id uuid',
  'level_grants_table_name text not null default ''''::text',
  'achievement_rewards_table_id uuid',
  'achievement_rewards_table_name text not null default ''''::text',
  'record_event text not null default ''''::text',
  'remove_event text not null default ''''::text',
  'tg_event text not null default ''''::text',
  'tg_event_toggle text not null default ''''::text',
  'tg_event_toggle_bool text not null default ''''::text',
  'tg_event_bool text not null default ''''::text',
  'upsert_aggregate text not null default ''''::text',
  'tg_update_aggregates text not null default ''''::text',
  'steps_required text not null default ''''::text',
  'level_achieved text not null default ''''::text',
  'tg_check_achievements text not null default ''''::text',
  'grant_achievement text not null default ''''::text',
  'tg_achievement_reward text not null default ''''::text',
  'scope text not null default ''app''::text',
  'prefix text not null default ''''::text',
  'entity_table_id uuid',
  'actor_table_id uuid');

SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.events_module', 'events_module_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.events_module', 'achievement_rewards_table_fkey', 'FOREIGN KEY (achievement_rewards_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.events_module', 'actor_table_fkey', 'FOREIGN KEY (actor_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.events_module', 'api_fkey', 'FOREIGN KEY (api_id) REFERENCES services_public.apis(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.events_module', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.events_module', 'entity_table_fkey', 'FOREIGN KEY (entity_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.events_module', 'event_aggregates_table_fkey', 'FOREIGN KEY (event_aggregates_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.events_module', 'event_types_table_fkey', 'FOREIGN KEY (event_types_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.events_module', 'events_table_fkey', 'FOREIGN KEY (events_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.events_module', 'level_grants_table_fkey', 'FOREIGN KEY (level_grants_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.events_module', 'level_requirements_table_fkey', 'FOREIGN KEY (level_requirements_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.events_module', 'levels_table_fkey', 'FOREIGN KEY (levels_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.events_module', 'private_schema_fkey', 'FOREIGN KEY (private_schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.events_module', 'schema_fkey', 'FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.events_module', 'events_module_settings_check', 'CHECK ((jsonb_typeof(settings) = ''object''::text))');

SELECT pgmeta_verify.verify_index('metaschema_modules_public.events_module', 'events_module_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_modules_public.events_module', 'events_module_api_id_idx', 'btree (api_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.events_module', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.events_module', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.events_module', 'administrator', 'ALL');
