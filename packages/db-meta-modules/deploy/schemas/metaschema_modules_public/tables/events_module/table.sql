-- Deploy db-meta-modules:schemas/metaschema_modules_public/tables/events_module/table to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: db-meta-schema:schemas/metaschema_public/tables/database/table
-- requires: db-meta-schema:schemas/services_public/tables/apis/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/schema/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_modules_public.events_module (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  api_id uuid,
  enabled boolean NOT NULL DEFAULT true,
  settings jsonb NOT NULL DEFAULT '{}',
  schema_id uuid,
  private_schema_id uuid,
  events_table_id uuid,
  events_table_name text NOT NULL DEFAULT '',
  event_aggregates_table_id uuid,
  event_aggregates_table_name text NOT NULL DEFAULT '',
  event_types_table_id uuid,
  event_types_table_name text NOT NULL DEFAULT '',
  levels_table_id uuid,
  levels_table_name text NOT NULL DEFAULT '',
  level_requirements_table_id uuid,
  level_requirements_table_name text NOT NULL DEFAULT '',
  level_grants_table_id uuid,
  level_grants_table_name text NOT NULL DEFAULT '',
  achievement_rewards_table_id uuid,
  achievement_rewards_table_name text NOT NULL DEFAULT '',
  record_event text NOT NULL DEFAULT '',
  remove_event text NOT NULL DEFAULT '',
  tg_event text NOT NULL DEFAULT '',
  tg_event_toggle text NOT NULL DEFAULT '',
  tg_event_toggle_bool text NOT NULL DEFAULT '',
  tg_event_bool text NOT NULL DEFAULT '',
  upsert_aggregate text NOT NULL DEFAULT '',
  tg_update_aggregates text NOT NULL DEFAULT '',
  steps_required text NOT NULL DEFAULT '',
  level_achieved text NOT NULL DEFAULT '',
  tg_check_achievements text NOT NULL DEFAULT '',
  grant_achievement text NOT NULL DEFAULT '',
  tg_achievement_reward text NOT NULL DEFAULT '',
  scope text NOT NULL DEFAULT 'app',
  prefix text NOT NULL DEFAULT '',
  entity_table_id uuid,
  actor_table_id uuid,
  CONSTRAINT events_module_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE,
  CONSTRAINT schema_fkey FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT private_schema_fkey FOREIGN KEY (private_schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT events_table_fkey FOREIGN KEY (events_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT event_aggregates_table_fkey FOREIGN KEY (event_aggregates_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT event_types_table_fkey FOREIGN KEY (event_types_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT levels_table_fkey FOREIGN KEY (levels_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT level_requirements_table_fkey FOREIGN KEY (level_requirements_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT level_grants_table_fkey FOREIGN KEY (level_grants_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT achievement_rewards_table_fkey FOREIGN KEY (achievement_rewards_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT entity_table_fkey FOREIGN KEY (entity_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT actor_table_fkey FOREIGN KEY (actor_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT events_module_settings_check CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX events_module_database_id_idx ON metaschema_modules_public.events_module (database_id);
CREATE INDEX events_module_api_id_idx ON metaschema_modules_public.events_module (api_id);

COMMENT ON TABLE metaschema_modules_public.events_module IS 'Module: events people cause, counted, and the levels and rewards they reach by them';
COMMENT ON COLUMN metaschema_modules_public.events_module.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_modules_public.events_module.database_id IS 'The database it is installed in';
COMMENT ON COLUMN metaschema_modules_public.events_module.api_id IS 'The API it is for; null for the whole database';
COMMENT ON COLUMN metaschema_modules_public.events_module.enabled IS 'Whether it is switched on';
COMMENT ON COLUMN metaschema_modules_public.events_module.settings IS 'Its settings, an object';
COMMENT ON COLUMN metaschema_modules_public.events_module.schema_id IS 'The schema its public objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.events_module.private_schema_id IS 'The schema its private objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.events_module.events_table_id IS 'The table of events; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.events_module.events_table_name IS 'The name of the table of events';
COMMENT ON COLUMN metaschema_modules_public.events_module.event_aggregates_table_id IS 'The table of event aggregates; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.events_module.event_aggregates_table_name IS 'The name of the table of event aggregates';
COMMENT ON COLUMN metaschema_modules_public.events_module.event_types_table_id IS 'The table of event types; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.events_module.event_types_table_name IS 'The name of the table of event types';
COMMENT ON COLUMN metaschema_modules_public.events_module.levels_table_id IS 'The table of levels; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.events_module.levels_table_name IS 'The name of the table of levels';
COMMENT ON COLUMN metaschema_modules_public.events_module.level_requirements_table_id IS 'The table of level requirements; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.events_module.level_requirements_table_name IS 'The name of the table of level requirements';
COMMENT ON COLUMN metaschema_modules_public.events_module.level_grants_table_id IS 'The table of level grants; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.events_module.level_grants_table_name IS 'The name of the table of level grants';
COMMENT ON COLUMN metaschema_modules_public.events_module.achievement_rewards_table_id IS 'The table of achievement rewards; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.events_module.achievement_rewards_table_name IS 'The name of the table of achievement rewards';
COMMENT ON COLUMN metaschema_modules_public.events_module.record_event IS 'The name of the function that records an event';
COMMENT ON COLUMN metaschema_modules_public.events_module.remove_event IS 'The name of the function that takes an event back';
COMMENT ON COLUMN metaschema_modules_public.events_module.tg_event IS 'The name of the trigger function that records an event';
COMMENT ON COLUMN metaschema_modules_public.events_module.tg_event_toggle IS 'The name of the trigger function that records or takes back an event';
COMMENT ON COLUMN metaschema_modules_public.events_module.tg_event_toggle_bool IS 'The name of the trigger function that records or takes back an event as a boolean changes';
COMMENT ON COLUMN metaschema_modules_public.events_module.tg_event_bool IS 'The name of the trigger function that records an event when a boolean becomes true';
COMMENT ON COLUMN metaschema_modules_public.events_module.upsert_aggregate IS 'The name of the function that adds to an aggregate';
COMMENT ON COLUMN metaschema_modules_public.events_module.tg_update_aggregates IS 'The name of the trigger function that brings aggregates up to date';
COMMENT ON COLUMN metaschema_modules_public.events_module.steps_required IS 'The name of the function that lists the steps a level still needs';
COMMENT ON COLUMN metaschema_modules_public.events_module.level_achieved IS 'The name of the function that says whether a level is reached';
COMMENT ON COLUMN metaschema_modules_public.events_module.tg_check_achievements IS 'The name of the trigger function that looks for levels that are reached';
COMMENT ON COLUMN metaschema_modules_public.events_module.grant_achievement IS 'The name of the function that grants a reward';
COMMENT ON COLUMN metaschema_modules_public.events_module.tg_achievement_reward IS 'The name of the trigger function that grants the reward of an achievement';
COMMENT ON COLUMN metaschema_modules_public.events_module.scope IS 'What events are counted for';
COMMENT ON COLUMN metaschema_modules_public.events_module.prefix IS 'What the names of its objects begin with';
COMMENT ON COLUMN metaschema_modules_public.events_module.entity_table_id IS 'The table of the entities the memberships are of; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.events_module.actor_table_id IS 'The table of those who act; null until there is one';

GRANT SELECT ON TABLE metaschema_modules_public.events_module TO authenticated;
GRANT ALL ON TABLE metaschema_modules_public.events_module TO administrator;
