-- What the catalog says of itself.
SELECT plan(3);

SELECT is_empty($$SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'pgmeta_verify'::regnamespace AND obj_description(oid, 'pg_proc') IS NULL$$, 'every function has a comment');
SELECT isnt(obj_description('pgmeta_verify'::regnamespace, 'pg_namespace'), NULL, 'the schema has one');
SELECT is_empty($$
  SELECT oid::regprocedure FROM pg_proc
   WHERE pronamespace = 'pgmeta_verify'::regnamespace AND (prosecdef OR provolatile = 'v' OR NOT coalesce(proconfig @> ARRAY['search_path=pg_catalog, pg_temp'], false))$$,
  'every function reads the catalog only, as its caller, by names nobody can put in front');

SELECT * FROM finish();
