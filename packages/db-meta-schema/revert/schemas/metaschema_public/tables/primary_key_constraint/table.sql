-- Revert db-meta-schema:schemas/metaschema_public/tables/primary_key_constraint/table from pg

DROP TABLE metaschema_public.primary_key_constraint;
