-- What anonymous may do with the description of databases: nothing.
-- role: anonymous
SELECT plan(5);

SELECT is(current_user::text, 'anonymous', 'as anonymous');
SELECT throws_ok('SELECT * FROM metaschema_public.database', '42501', NULL, 'it reads no databases');
SELECT throws_ok('SELECT * FROM services_public.apis', '42501', NULL, 'nor what serves them');
SELECT throws_ok($$SELECT metaschema_private.plural('user')$$, '42501', NULL, 'it asks for no plurals');
SELECT throws_ok($$INSERT INTO metaschema_public.database (name) VALUES ('mine')$$, '42501', NULL, 'it makes none');

SELECT * FROM finish();
