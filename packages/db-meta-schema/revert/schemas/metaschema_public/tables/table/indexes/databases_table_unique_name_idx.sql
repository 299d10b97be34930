-- Revert db-meta-schema:schemas/metaschema_public/tables/table/indexes/databases_table_unique_name_idx from pg

DROP INDEX metaschema_public.databases_table_unique_name_idx;
