-- Revert db-meta-schema:schemas/metaschema_public/types/object_category from pg

DROP TYPE metaschema_public.object_category;
