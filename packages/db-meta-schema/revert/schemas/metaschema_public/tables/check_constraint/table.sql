-- Revert db-meta-schema:schemas/metaschema_public/tables/check_constraint/table from pg

DROP TABLE metaschema_public.check_constraint;
