-- Deploy db-meta-modules:schemas/metaschema_modules_public/tables/denormalized_table_field/table to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: db-meta-schema:schemas/metaschema_public/tables/database/table
-- requires: db-meta-schema:schemas/services_public/tables/apis/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/table/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/field/table

CREATE TABLE metaschema_modules_public.denormalized_table_field (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  api_id uuid,
  enabled boolean NOT NULL DEFAULT true,
  settings jsonb NOT NULL DEFAULT '{}',
  table_id uuid NOT NULL,
  field_id uuid NOT NULL,
  set_ids uuid[],
  ref_table_id uuid NOT NULL,
  ref_field_id uuid NOT NULL,
  ref_ids uuid[],
  use_updates boolean NOT NULL DEFAULT true,
  update_defaults boolean NOT NULL DEFAULT true,
  func_name text,
  func_order integer NOT NULL DEFAULT 0,
  CONSTRAINT denormalized_table_field_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE,
  CONSTRAINT table_fkey FOREIGN KEY (table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT field_fkey FOREIGN KEY (field_id) REFERENCES metaschema_public.field (id) ON DELETE CASCADE,
  CONSTRAINT ref_table_fkey FOREIGN KEY (ref_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT ref_field_fkey FOREIGN KEY (ref_field_id) REFERENCES metaschema_public.field (id) ON DELETE CASCADE,
  CONSTRAINT denormalized_table_field_settings_check CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX denormalized_table_field_database_id_idx ON metaschema_modules_public.denormalized_table_field (database_id);
CREATE INDEX denormalized_table_field_api_id_idx ON metaschema_modules_public.denormalized_table_field (api_id);

COMMENT ON TABLE metaschema_modules_public.denormalized_table_field IS 'A field that is kept equal to the field of another table';
COMMENT ON COLUMN metaschema_modules_public.denormalized_table_field.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_modules_public.denormalized_table_field.database_id IS 'The database it is installed in';
COMMENT ON COLUMN metaschema_modules_public.denormalized_table_field.api_id IS 'The API it is for; null for the whole database';
COMMENT ON COLUMN metaschema_modules_public.denormalized_table_field.enabled IS 'Whether it is switched on';
COMMENT ON COLUMN metaschema_modules_public.denormalized_table_field.settings IS 'Its settings, an object';
COMMENT ON COLUMN metaschema_modules_public.denormalized_table_field.table_id IS 'The table that is kept up to date';
COMMENT ON COLUMN metaschema_modules_public.denormalized_table_field.field_id IS 'The field that is kept equal';
COMMENT ON COLUMN metaschema_modules_public.denormalized_table_field.set_ids IS 'The fields that point to the row copied from';
COMMENT ON COLUMN metaschema_modules_public.denormalized_table_field.ref_table_id IS 'The table copied from';
COMMENT ON COLUMN metaschema_modules_public.denormalized_table_field.ref_field_id IS 'The field copied from';
COMMENT ON COLUMN metaschema_modules_public.denormalized_table_field.ref_ids IS 'The fields that identify the row copied from';
COMMENT ON COLUMN metaschema_modules_public.denormalized_table_field.use_updates IS 'Whether later changes are copied';
COMMENT ON COLUMN metaschema_modules_public.denormalized_table_field.update_defaults IS 'Whether rows that hold a default are changed';
COMMENT ON COLUMN metaschema_modules_public.denormalized_table_field.func_name IS 'The name of the trigger function';
COMMENT ON COLUMN metaschema_modules_public.denormalized_table_field.func_order IS 'Its place among the triggers of the table';

GRANT SELECT ON TABLE metaschema_modules_public.denormalized_table_field TO authenticated;
GRANT ALL ON TABLE metaschema_modules_public.denormalized_table_field TO administrator;
