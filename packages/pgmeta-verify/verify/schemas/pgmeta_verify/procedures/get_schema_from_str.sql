-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/get_schema_from_str on pg

SELECT 1 / count(*)
  FROM pg_catalog.pg_proc
 WHERE oid = to_regprocedure('pgmeta_verify.get_schema_from_str(text)')
   AND provolatile = 'i'
   AND NOT prosecdef
   AND proconfig = ARRAY['search_path=pg_catalog, pg_temp']
   AND md5(regexp_replace(btrim(prosrc, E' \n\t'), '\s+', ' ', 'g')) = 'a01339d01c75de1364afabc71511f33f';

SELECT 1 / (pgmeta_verify.get_schema_from_str('a.b') = 'a' AND pgmeta_verify.get_schema_from_str('b') = 'public')::int;
