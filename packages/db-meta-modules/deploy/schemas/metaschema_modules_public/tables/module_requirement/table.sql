-- Deploy db-meta-modules:schemas/metaschema_modules_public/tables/module_requirement/table to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: schemas/metaschema_modules_public/tables/module_catalogue/table

CREATE TABLE metaschema_modules_public.module_requirement (
  module_name text NOT NULL,
  required_name text NOT NULL,
  CONSTRAINT module_requirement_pkey PRIMARY KEY (module_name, required_name),
  CONSTRAINT module_requirement_module_name_fkey FOREIGN KEY (module_name) REFERENCES metaschema_modules_public.module_catalogue (name) ON DELETE CASCADE,
  CONSTRAINT module_requirement_required_name_fkey FOREIGN KEY (required_name) REFERENCES metaschema_modules_public.module_catalogue (name),
  CONSTRAINT module_requirement_other_check CHECK (module_name <> required_name)
);

CREATE INDEX module_requirement_required_name_idx ON metaschema_modules_public.module_requirement (required_name);

COMMENT ON TABLE metaschema_modules_public.module_requirement IS 'Which module needs which';
COMMENT ON COLUMN metaschema_modules_public.module_requirement.module_name IS 'The module that needs the other';
COMMENT ON COLUMN metaschema_modules_public.module_requirement.required_name IS 'The module it needs';

GRANT SELECT ON TABLE metaschema_modules_public.module_requirement TO authenticated;
GRANT ALL ON TABLE metaschema_modules_public.module_requirement TO administrator;
