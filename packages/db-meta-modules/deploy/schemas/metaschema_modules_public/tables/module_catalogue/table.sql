-- Deploy db-meta-modules:schemas/metaschema_modules_public/tables/module_catalogue/table to pg

-- requires: schemas/metaschema_modules_public/schema

CREATE TABLE metaschema_modules_public.module_catalogue (
  name text NOT NULL,
  table_name text NOT NULL,
  description text NOT NULL,
  CONSTRAINT module_catalogue_pkey PRIMARY KEY (name),
  CONSTRAINT module_catalogue_table_name_key UNIQUE (table_name)
);

COMMENT ON TABLE metaschema_modules_public.module_catalogue IS 'The modules there are';
COMMENT ON COLUMN metaschema_modules_public.module_catalogue.name IS 'What the module is called';
COMMENT ON COLUMN metaschema_modules_public.module_catalogue.table_name IS 'The table of this schema that has a row where the module is installed';
COMMENT ON COLUMN metaschema_modules_public.module_catalogue.description IS 'What it is for';

GRANT SELECT ON TABLE metaschema_modules_public.module_catalogue TO authenticated;
GRANT ALL ON TABLE metaschema_modules_public.module_catalogue TO administrator;
