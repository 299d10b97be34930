-- Revert db-meta-schema:schemas/metaschema_public/tables/rls_function/table from pg

DROP TABLE metaschema_public.rls_function;
