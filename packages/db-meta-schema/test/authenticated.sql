-- What authenticated may do with the description of databases: read it, and nothing more.
-- role: authenticated
SELECT plan(7);

SELECT is(current_user::text, 'authenticated', 'as authenticated');
SELECT lives_ok('SELECT * FROM metaschema_public.database', 'it reads databases');
SELECT lives_ok('SELECT * FROM metaschema_public."table"', 'it reads tables');
SELECT throws_ok($$INSERT INTO metaschema_public.database (name) VALUES ('mine')$$, '42501', NULL, 'it makes none');
SELECT throws_ok($$UPDATE metaschema_public.field SET is_hidden = false$$, '42501', NULL, 'it changes none');
SELECT throws_ok('SELECT * FROM services_public.apis', '42501', NULL, 'what serves a database is not for it');
SELECT is(metaschema_private.plural('user'), 'users', 'it may ask for a plural');

SELECT * FROM finish();
