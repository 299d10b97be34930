-- Verify db-meta-schema:schemas/metaschema_public/tables/database/indexes/databases_database_unique_name_idx on pg

SELECT pgmeta_verify.verify_index('metaschema_public.database', 'databases_database_unique_name_idx', 'unique btree (owner_id, metaschema_private.database_name_hash(name))');
