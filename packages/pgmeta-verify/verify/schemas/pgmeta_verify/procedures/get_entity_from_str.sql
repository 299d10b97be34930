-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/get_entity_from_str on pg

SELECT 1 / count(*)
  FROM pg_catalog.pg_proc
 WHERE oid = to_regprocedure('pgmeta_verify.get_entity_from_str(text)')
   AND provolatile = 'i'
   AND NOT prosecdef
   AND proconfig = ARRAY['search_path=pg_catalog, pg_temp']
   AND md5(regexp_replace(btrim(prosrc, E' \n\t'), '\s+', ' ', 'g')) = '0ccf77ee694ec361d70282d5bd50416d';

SELECT 1 / (pgmeta_verify.get_entity_from_str('a."B c"') = 'B c' AND pgmeta_verify.get_entity_from_str('b') = 'b')::int;
