-- Verify db-meta-schema:schemas/metaschema_private/procedures/plural on pg

SELECT pgmeta_verify.verify_function_definition(
  'metaschema_private.plural(text)',
  '(word text) returns text language sql immutable strict parallel safe',
  'e2ae5bb7d454b8d558a9f1dea7b94867');
SELECT pgmeta_verify.verify_function_grants('metaschema_private.plural(text)', 'authenticated', 'administrator');
