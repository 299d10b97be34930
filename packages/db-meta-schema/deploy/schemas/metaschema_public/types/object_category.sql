-- Deploy db-meta-schema:schemas/metaschema_public/types/object_category to pg

-- requires: schemas/metaschema_public/schema

CREATE TYPE metaschema_public.object_category AS ENUM ('core', 'module', 'app');

COMMENT ON TYPE metaschema_public.object_category IS 'Who defined an object: the core, a module or the application';
