-- Revert db-meta-schema:schemas/metaschema_public/tables/database/indexes/databases_database_unique_name_idx from pg

DROP INDEX metaschema_public.databases_database_unique_name_idx;
