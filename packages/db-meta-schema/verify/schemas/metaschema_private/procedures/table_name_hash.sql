-- Verify db-meta-schema:schemas/metaschema_private/procedures/table_name_hash on pg

SELECT pgmeta_verify.verify_function_definition(
  'metaschema_private.table_name_hash(text)',
  '(name text) returns bytea language sql immutable strict parallel safe',
  '690494432075afe1f9e8793aafa7f583');
SELECT pgmeta_verify.verify_function_grants('metaschema_private.table_name_hash(text)', 'authenticated', 'administrator');
