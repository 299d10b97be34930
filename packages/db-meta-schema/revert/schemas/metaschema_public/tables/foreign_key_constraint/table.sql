-- Revert db-meta-schema:schemas/metaschema_public/tables/foreign_key_constraint/table from pg

DROP TABLE metaschema_public.foreign_key_constraint;
