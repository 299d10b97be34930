-- Revert db-meta-schema:schemas/metaschema_public/tables/policy/table from pg

DROP TABLE metaschema_public.policy;
