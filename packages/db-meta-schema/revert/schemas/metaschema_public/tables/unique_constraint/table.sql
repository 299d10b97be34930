-- Revert db-meta-schema:schemas/metaschema_public/tables/unique_constraint/table from pg

DROP TABLE metaschema_public.unique_constraint;
