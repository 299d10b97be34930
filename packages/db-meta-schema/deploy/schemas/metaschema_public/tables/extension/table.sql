-- Deploy db-meta-schema:schemas/metaschema_public/tables/extension/table to pg

-- requires: schemas/metaschema_public/schema

CREATE TABLE metaschema_public.extension (
  name text NOT NULL,
  public_schemas text[],
  private_schemas text[],
  CONSTRAINT extension_pkey PRIMARY KEY (name)
);

COMMENT ON TABLE metaschema_public.extension IS 'A set of schemas that a described database can take as a whole';
COMMENT ON COLUMN metaschema_public.extension.name IS 'What the set is called';
COMMENT ON COLUMN metaschema_public.extension.public_schemas IS 'Schemas an API may show';
COMMENT ON COLUMN metaschema_public.extension.private_schemas IS 'Schemas no API may show';

GRANT SELECT ON TABLE metaschema_public.extension TO authenticated;
GRANT ALL ON TABLE metaschema_public.extension TO administrator;
