-- What the catalog says of itself.
SELECT plan(2);

SELECT is_empty($$SELECT oid::regtype FROM pg_type WHERE typnamespace = 'pgmeta_types'::regnamespace AND typtype = 'd' AND obj_description(oid, 'pg_type') IS NULL$$, 'every domain has a comment');
SELECT isnt(obj_description('pgmeta_types'::regnamespace, 'pg_namespace'), NULL, 'the schema has one');

SELECT * FROM finish();
