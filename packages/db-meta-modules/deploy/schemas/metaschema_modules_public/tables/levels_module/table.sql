-- Deploy db-meta-modules:schemas/metaschema_modules_public/tables/levels_module/table to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: db-meta-schema:schemas/metaschema_public/tables/database/table
-- requires: db-meta-schema:schemas/services_public/tables/apis/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/schema/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_modules_public.levels_module (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  api_id uuid,
  enabled boolean NOT NULL DEFAULT true,
  settings jsonb NOT NULL DEFAULT '{}',
  schema_id uuid,
  private_schema_id uuid,
  steps_table_id uuid,
  steps_table_name text NOT NULL DEFAULT '',
  achievements_table_id uuid,
  achievements_table_name text NOT NULL DEFAULT '',
  levels_table_id uuid,
  levels_table_name text NOT NULL DEFAULT '',
  level_requirements_table_id uuid,
  level_requirements_table_name text NOT NULL DEFAULT '',
  completed_step text NOT NULL DEFAULT '',
  incompleted_step text NOT NULL DEFAULT '',
  tg_achievement text NOT NULL DEFAULT '',
  tg_achievement_toggle text NOT NULL DEFAULT '',
  tg_achievement_toggle_boolean text NOT NULL DEFAULT '',
  tg_achievement_boolean text NOT NULL DEFAULT '',
  upsert_achievement text NOT NULL DEFAULT '',
  tg_update_achievements text NOT NULL DEFAULT '',
  steps_required text NOT NULL DEFAULT '',
  level_achieved text NOT NULL DEFAULT '',
  prefix text,
  membership_type integer NOT NULL DEFAULT 1,
  entity_table_id uuid,
  actor_table_id uuid,
  CONSTRAINT levels_module_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE,
  CONSTRAINT schema_fkey FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT private_schema_fkey FOREIGN KEY (private_schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT steps_table_fkey FOREIGN KEY (steps_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT achievements_table_fkey FOREIGN KEY (achievements_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT levels_table_fkey FOREIGN KEY (levels_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT level_requirements_table_fkey FOREIGN KEY (level_requirements_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT entity_table_fkey FOREIGN KEY (entity_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT actor_table_fkey FOREIGN KEY (actor_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT levels_module_settings_check CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX levels_module_database_id_idx ON metaschema_modules_public.levels_module (database_id);
CREATE INDEX levels_module_api_id_idx ON metaschema_modules_public.levels_module (api_id);

COMMENT ON TABLE metaschema_modules_public.levels_module IS 'Module: steps people complete and the levels they reach by them';
COMMENT ON COLUMN metaschema_modules_public.levels_module.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_modules_public.levels_module.database_id IS 'The database it is installed in';
COMMENT ON COLUMN metaschema_modules_public.levels_module.api_id IS 'The API it is for; null for the whole database';
COMMENT ON COLUMN metaschema_modules_public.levels_module.enabled IS 'Whether it is switched on';
COMMENT ON COLUMN metaschema_modules_public.levels_module.settings IS 'Its settings, an object';
COMMENT ON COLUMN metaschema_modules_public.levels_module.schema_id IS 'The schema its public objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.levels_module.private_schema_id IS 'The schema its private objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.levels_module.steps_table_id IS 'The table of steps; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.levels_module.steps_table_name IS 'The name of the table of steps';
COMMENT ON COLUMN metaschema_modules_public.levels_module.achievements_table_id IS 'The table of achievements; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.levels_module.achievements_table_name IS 'The name of the table of achievements';
COMMENT ON COLUMN metaschema_modules_public.levels_module.levels_table_id IS 'The table of levels; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.levels_module.levels_table_name IS 'The name of the table of levels';
COMMENT ON COLUMN metaschema_modules_public.levels_module.level_requirements_table_id IS 'The table of level requirements; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.levels_module.level_requirements_table_name IS 'The name of the table of level requirements';
COMMENT ON COLUMN metaschema_modules_public.levels_module.completed_step IS 'The name of the function that records a completed step';
COMMENT ON COLUMN metaschema_modules_public.levels_module.incompleted_step IS 'The name of the function that takes a completed step back';
COMMENT ON COLUMN metaschema_modules_public.levels_module.tg_achievement IS 'The name of the trigger function that records an achievement';
COMMENT ON COLUMN metaschema_modules_public.levels_module.tg_achievement_toggle IS 'The name of the trigger function that records or takes back an achievement';
COMMENT ON COLUMN metaschema_modules_public.levels_module.tg_achievement_toggle_boolean IS 'The name of the trigger function that records or takes back an achievement as a boolean changes';
COMMENT ON COLUMN metaschema_modules_public.levels_module.tg_achievement_boolean IS 'The name of the trigger function that records an achievement when a boolean becomes true';
COMMENT ON COLUMN metaschema_modules_public.levels_module.upsert_achievement IS 'The name of the function that adds to an achievement';
COMMENT ON COLUMN metaschema_modules_public.levels_module.tg_update_achievements IS 'The name of the trigger function that brings achievements up to date';
COMMENT ON COLUMN metaschema_modules_public.levels_module.steps_required IS 'The name of the function that lists the steps a level still needs';
COMMENT ON COLUMN metaschema_modules_public.levels_module.level_achieved IS 'The name of the function that says whether a level is reached';
COMMENT ON COLUMN metaschema_modules_public.levels_module.prefix IS 'What the names of its objects begin with';
COMMENT ON COLUMN metaschema_modules_public.levels_module.membership_type IS 'The kind of membership it is for: 1 the application, 2 an organisation, from 3 on other entities';
COMMENT ON COLUMN metaschema_modules_public.levels_module.entity_table_id IS 'The table of the entities the memberships are of; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.levels_module.actor_table_id IS 'The table of those who act; null until there is one';

GRANT SELECT ON TABLE metaschema_modules_public.levels_module TO authenticated;
GRANT ALL ON TABLE metaschema_modules_public.levels_module TO administrator;
