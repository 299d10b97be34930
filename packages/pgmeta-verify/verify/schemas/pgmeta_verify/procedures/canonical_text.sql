-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/canonical_text on pg

SELECT 1 / count(*)
  FROM pg_catalog.pg_proc
 WHERE oid = to_regprocedure('pgmeta_verify.canonical_text(text)')
   AND provolatile = 's'
   AND NOT prosecdef
   AND proconfig = ARRAY['search_path=pg_catalog, pg_temp']
   AND md5(regexp_replace(btrim(prosrc, E' \n\t'), '\s+', ' ', 'g')) = '4e2b41f33661f61c71134f12e73f00f9';

SELECT 1 / (pgmeta_verify.canonical_text(E' a\n  b ') = 'a b')::int;
