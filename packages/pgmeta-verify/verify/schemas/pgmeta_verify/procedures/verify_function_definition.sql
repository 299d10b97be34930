-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_function_definition on pg

SELECT 1 / count(*)
  FROM pg_catalog.pg_proc
 WHERE oid = to_regprocedure('pgmeta_verify.verify_function_definition(text, text, text)')
   AND provolatile = 's'
   AND NOT prosecdef
   AND proconfig = ARRAY['search_path=pg_catalog, pg_temp']
   AND md5(regexp_replace(btrim(prosrc, E' \n\t'), '\s+', ' ', 'g')) = 'edf80641b8c56960391aa4ab3395058a';

SELECT 1 / pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_function_definition(text, text, text)',
  '(signature text, definition text, source_digest text DEFAULT NULL::text) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp')::int;
