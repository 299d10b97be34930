-- Verify db-meta-schema:schemas/metaschema_public/tables/table/indexes/databases_table_unique_name_idx on pg

SELECT pgmeta_verify.verify_index('metaschema_public."table"', 'databases_table_unique_name_idx', 'unique btree (database_id, metaschema_private.table_name_hash(name))');
