-- Functions, types, enums, domains and extensions.
SELECT plan(28);

CREATE SCHEMA shop;
CREATE FUNCTION shop.total(order_id uuid, rate numeric DEFAULT 1) RETURNS numeric
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT 1 * rate';
REVOKE ALL ON FUNCTION shop.total(uuid, numeric) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shop.total(uuid, numeric) TO authenticated;
CREATE TYPE shop.state AS ENUM ('open', 'paid');
CREATE DOMAIN shop.code AS text NOT NULL DEFAULT 'a' CHECK (VALUE <> '');

SELECT ok(pgmeta_verify.verify_function('shop.total'), 'a function by its name');
SELECT ok(pgmeta_verify.verify_function('shop.total(uuid, numeric)', 'authenticated'), 'a function by its signature, for a role');
SELECT throws_ok($$SELECT pgmeta_verify.verify_function('shop.totals')$$, 'P0001', 'Nonexistent function --> shop.totals', 'no such function');
SELECT throws_ok($$SELECT pgmeta_verify.verify_function('shop.total(uuid)')$$, 'P0001', 'Nonexistent function --> shop.total(uuid)', 'no such signature');
SELECT throws_ok($$SELECT pgmeta_verify.verify_function('shop.total', 'anonymous')$$, 'P0001', 'Wrong grants --> anonymous may not execute shop.total', 'a name does not hide that a role may not execute it');

SELECT ok(pgmeta_verify.verify_function_definition('shop.total(uuid, numeric)',
  '(order_id uuid, rate numeric DEFAULT 1) returns numeric language sql stable security definer set search_path=pg_catalog',
  md5('SELECT 1 * rate')), 'its definition and source');
SELECT throws_ok($$SELECT pgmeta_verify.verify_function_definition('shop.total(uuid, numeric)',
  '(order_id uuid, rate numeric DEFAULT 1) returns numeric language sql stable set search_path=pg_catalog')$$,
  'P0001', 'Wrong function --> shop.total(uuid, numeric)', 'the owner''s rights are noticed');
ALTER FUNCTION shop.total(uuid, numeric) RESET search_path;
SELECT throws_ok($$SELECT pgmeta_verify.verify_function_definition('shop.total(uuid, numeric)',
  '(order_id uuid, rate numeric DEFAULT 1) returns numeric language sql stable security definer set search_path=pg_catalog')$$,
  'P0001', 'Wrong function --> shop.total(uuid, numeric)', 'a lost setting is noticed');
SELECT throws_ok($$SELECT pgmeta_verify.verify_function_definition('shop.total(uuid, numeric)',
  '(order_id uuid, rate numeric DEFAULT 1) returns numeric language sql stable security definer', md5('SELECT 2 * rate'))$$,
  'P0001', 'Wrong function source --> shop.total(uuid, numeric)', 'another source is noticed');
SELECT throws_ok($$SELECT pgmeta_verify.verify_function_definition('shop.none()', '')$$, 'P0001', 'Nonexistent function --> shop.none()', 'no such function to define');

SELECT ok(pgmeta_verify.verify_function_grants('shop.total(uuid, numeric)', 'authenticated'), 'who may execute it');
SELECT throws_ok($$SELECT pgmeta_verify.verify_function_grants('shop.total(uuid, numeric)', 'anonymous')$$, 'P0001', 'Wrong function grants --> shop.total(uuid, numeric)', 'who may not');
GRANT EXECUTE ON FUNCTION shop.total(uuid, numeric) TO PUBLIC;
SELECT throws_ok($$SELECT pgmeta_verify.verify_function_grants('shop.total(uuid, numeric)', 'authenticated')$$, 'P0001', 'Wrong function grants --> shop.total(uuid, numeric)', 'PUBLIC is noticed');
SELECT ok(pgmeta_verify.verify_function_grants('shop.total(uuid, numeric)', 'authenticated', 'public'), 'and may be asked for');
SELECT throws_ok($$SELECT pgmeta_verify.verify_function_grants('shop.none()')$$, 'P0001', 'Nonexistent function --> shop.none()', 'no such function to grant');

SELECT ok(pgmeta_verify.verify_type('shop.state'), 'a type');
SELECT ok(pgmeta_verify.verify_enum('shop.state', 'open', 'paid'), 'its labels');
SELECT throws_ok($$SELECT pgmeta_verify.verify_enum('shop.state', 'paid', 'open')$$, 'P0001', 'Wrong enum --> shop.state', 'in another order');
SELECT throws_ok($$SELECT pgmeta_verify.verify_enum('shop.code', 'a')$$, 'P0001', 'Nonexistent enum --> shop.code', 'a domain is no enum');
SELECT throws_ok($$SELECT pgmeta_verify.verify_type('shop.states')$$, 'P0001', 'Nonexistent type --> shop.states', 'no such type');
SELECT ok(pgmeta_verify.verify_domain('shop.code', $$text not null default 'a'::text CHECK ((VALUE <> ''::text))$$), 'a domain');
SELECT throws_ok($$SELECT pgmeta_verify.verify_domain('shop.code', 'text not null')$$, 'P0001', 'Wrong domain --> shop.code', 'another domain');
SELECT throws_ok($$SELECT pgmeta_verify.verify_domain('shop.state')$$, 'P0001', 'Nonexistent domain --> shop.state', 'an enum is no domain');

-- Of that name in another schema is another type.
CREATE SCHEMA annex;
SELECT throws_ok($$SELECT pgmeta_verify.verify_type('annex.state')$$, 'P0001', 'Nonexistent type --> annex.state', 'a type of another schema');
SELECT throws_ok($$SELECT pgmeta_verify.verify_domain('annex.code')$$, 'P0001', 'Nonexistent domain --> annex.code', 'a domain of another schema');

SELECT ok(pgmeta_verify.verify_extension('plpgsql'), 'an extension');
SELECT throws_ok($$SELECT pgmeta_verify.verify_extension('nothing_of_the_kind')$$, 'P0001', 'Nonexistent extension --> nothing_of_the_kind', 'no such extension');
-- Available is not installed.
SELECT throws_ok(format('SELECT pgmeta_verify.verify_extension(%L)', (SELECT min(name) FROM pg_available_extensions WHERE installed_version IS NULL)), 'P0001', NULL, 'an extension that is only available');

SELECT * FROM finish();
