-- Roles, grants, row-level security and policies.
SELECT plan(36);

CREATE ROLE test_clerk LOGIN;
CREATE ROLE test_staff NOLOGIN;
CREATE ROLE test_house NOLOGIN;
GRANT test_house TO test_staff;
GRANT test_staff TO test_clerk;
CREATE SCHEMA shop;
CREATE TABLE shop.orders (id int, note text, paid boolean);
GRANT USAGE ON SCHEMA shop TO test_staff;
GRANT SELECT, UPDATE (note, paid) ON shop.orders TO test_staff;
GRANT ALL ON shop.orders TO test_house;

SELECT ok(pgmeta_verify.verify_role('test_clerk'), 'a role');
SELECT ok(pgmeta_verify.verify_role('test_staff', 'nologin', 'nobypassrls', 'nosuperuser', 'inherit'), 'its attributes');
SELECT throws_ok($$SELECT pgmeta_verify.verify_role('test_nobody')$$, 'P0001', 'Nonexistent role --> test_nobody', 'no such role');
SELECT throws_ok($$SELECT pgmeta_verify.verify_role('test_clerk', 'nologin')$$, 'P0001', 'Wrong role --> test_clerk', 'another attribute');
SELECT throws_ok($$SELECT pgmeta_verify.verify_role('test_clerk', 'loggin')$$, 'P0001', 'Wrong role --> test_clerk', 'a word that is none');
SELECT ok(pgmeta_verify.verify_membership('test_clerk', 'test_staff'), 'a member');
SELECT ok(pgmeta_verify.verify_membership('test_clerk', 'test_house'), 'a member through another');
SELECT throws_ok($$SELECT pgmeta_verify.verify_membership('test_staff', 'test_clerk')$$, 'P0001', 'Nonexistent membership --> test_staff in test_clerk', 'not the other way round');
SELECT results_eq($$SELECT * FROM pgmeta_verify.list_memberships('test_clerk')$$, ARRAY['test_house', 'test_staff'], 'all memberships');

SELECT ok(pgmeta_verify.verify_schema_grants('shop', 'test_staff', 'USAGE'), 'a grant on a schema');
SELECT ok(pgmeta_verify.verify_schema_grants('shop', 'test_clerk'), 'none on a schema');
SELECT ok(pgmeta_verify.verify_schema_grants('shop', current_user::text), 'the owner needs none');
SELECT throws_ok($$SELECT pgmeta_verify.verify_schema_grants('shop', 'test_staff')$$, 'P0001', 'Wrong schema grants --> test_staff on shop', 'one too many');
SELECT throws_ok($$SELECT pgmeta_verify.verify_schema_grants('shop', 'test_staff', 'USAGE', 'CREATE')$$, 'P0001', 'Wrong schema grants --> test_staff on shop', 'one too few');
SELECT throws_ok($$SELECT pgmeta_verify.verify_schema_grants('shops', 'test_staff')$$, 'P0001', 'Nonexistent schema --> shops', 'no such schema');

SELECT ok(pgmeta_verify.verify_table_grant('shop.orders', 'select', 'test_staff'), 'a grant on a table');
SELECT throws_ok($$SELECT pgmeta_verify.verify_table_grant('shop.orders', 'select', 'test_clerk')$$, 'P0001', 'Nonexistent table grant --> select on shop.orders to test_clerk', 'a grant through another role is not one');
SELECT throws_ok($$SELECT pgmeta_verify.verify_table_grant('shop.orders', 'select', 'test_nobody')$$, 'P0001', 'Nonexistent role --> test_nobody', 'a grant to nobody');
SELECT throws_ok($$SELECT pgmeta_verify.verify_table_grant('shop.none', 'select', 'test_staff')$$, 'P0001', 'Nonexistent table --> shop.none', 'a grant on nothing');
SELECT ok(pgmeta_verify.verify_table_grants('shop.orders', 'test_staff', 'SELECT', 'UPDATE (note, paid)'), 'exactly these');
SELECT ok(pgmeta_verify.verify_table_grants('shop.orders', 'test_house', 'ALL'), 'all there are');
SELECT ok(pgmeta_verify.verify_table_grants('shop.orders', 'test_clerk'), 'none at all');
SELECT ok(pgmeta_verify.verify_table_grants('shop.orders', 'public'), 'none to PUBLIC');
SELECT throws_ok($$SELECT pgmeta_verify.verify_table_grants('shop.orders', 'test_staff', 'SELECT', 'UPDATE')$$, 'P0001', 'Wrong table grants --> test_staff on shop.orders', 'a column is not the table');
SELECT throws_ok($$SELECT pgmeta_verify.verify_table_grants('shop.orders', 'test_staff', 'SELECT')$$, 'P0001', 'Wrong table grants --> test_staff on shop.orders', 'one too many on a table');
REVOKE DELETE ON shop.orders FROM test_house;
SELECT throws_ok($$SELECT pgmeta_verify.verify_table_grants('shop.orders', 'test_house', 'ALL')$$, 'P0001', 'Wrong table grants --> test_house on shop.orders', 'all but one');

SELECT throws_ok($$SELECT pgmeta_verify.verify_security('shop.orders')$$, 'P0001', 'Wrong security --> row-level security is not enabled on shop.orders', 'not enabled');
ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY;
SELECT ok(pgmeta_verify.verify_security('shop.orders'), 'enabled');
SELECT ok(pgmeta_verify.verify_security('shop.orders', false), 'and not forced');
SELECT throws_ok($$SELECT pgmeta_verify.verify_security('shop.orders', true)$$, 'P0001', 'Wrong security --> row-level security of shop.orders is not forced on its owner', 'not forced');

CREATE POLICY mine ON shop.orders AS RESTRICTIVE FOR UPDATE TO test_staff, test_clerk USING (id > 1) WITH CHECK (paid);
SELECT ok(pgmeta_verify.verify_policy('mine', 'shop.orders', 'as restrictive for update to test_clerk, test_staff using ((id > 1)) with check (paid)'), 'a policy');
CREATE POLICY all_see ON shop.orders USING (true);
SELECT ok(pgmeta_verify.verify_policy('all_see', 'shop.orders', 'for all to public using (true)'), 'a policy for everyone');
ALTER POLICY mine ON shop.orders USING (true);
SELECT throws_ok($$SELECT pgmeta_verify.verify_policy('mine', 'shop.orders', 'as restrictive for update to test_clerk, test_staff using ((id > 1)) with check (paid)')$$,
  'P0001', 'Wrong policy --> mine on shop.orders', 'an opened policy');
SELECT throws_ok($$SELECT pgmeta_verify.verify_policy('yours', 'shop.orders')$$, 'P0001', 'Nonexistent policy --> yours on shop.orders', 'no such policy');
-- A table that was rewritten has another file and the same policies.
ALTER TABLE shop.orders ALTER note TYPE varchar(9);
TRUNCATE shop.orders;
SELECT ok(pgmeta_verify.verify_policy('mine', 'shop.orders'), 'a policy of a rewritten table');
SELECT ok(pgmeta_verify.verify_security('shop.orders'), 'and its security');

SELECT * FROM finish();
