-- What the catalog says of itself.
SELECT plan(4);

SELECT is_empty($$
  SELECT c.oid::regclass || coalesce('.' || a.attname, '')
    FROM pg_class AS c
    LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE c.relnamespace::regnamespace::text IN ('metaschema_modules_public') AND c.relkind IN ('r', 'v')
     AND (obj_description(c.oid, 'pg_class') IS NULL OR col_description(c.oid, a.attnum) IS NULL)$$, 'every table and column has a comment');
SELECT is_empty($$
  SELECT oid::regprocedure FROM pg_proc WHERE pronamespace::regnamespace::text IN ('metaschema_modules_public') AND obj_description(oid, 'pg_proc') IS NULL$$, 'every function has one');
SELECT is_empty($$
  SELECT nspname FROM pg_namespace WHERE nspname IN ('metaschema_modules_public') AND obj_description(oid, 'pg_namespace') IS NULL$$, 'every schema has one');
SELECT is_empty($$
  SELECT con.conrelid::regclass || '.' || con.conname
    FROM pg_constraint AS con
   WHERE con.contype = 'f' AND con.connamespace::regnamespace::text IN ('metaschema_modules_public') AND con.confrelid IN ('metaschema_public.database'::regclass, 'services_public.apis'::regclass)
     AND NOT EXISTS (SELECT 1 FROM pg_index AS i WHERE i.indrelid = con.conrelid AND i.indkey[0] = con.conkey[1] AND i.indpred IS NULL)$$, 'deleting a database finds its rows by an index');

SELECT * FROM finish();
