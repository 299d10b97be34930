-- Tables, columns, constraints, indexes, triggers and views: what is there passes, what was altered does not.
SELECT plan(38);

CREATE SCHEMA shop;
CREATE TABLE shop.customers (id uuid PRIMARY KEY);
CREATE TABLE shop.orders (
  id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT orders_pkey PRIMARY KEY,
  "number" integer GENERATED ALWAYS AS IDENTITY,
  customer_id uuid NOT NULL CONSTRAINT customer_fkey REFERENCES shop.customers (id) ON DELETE CASCADE,
  total numeric(10, 2) NOT NULL DEFAULT 0,
  twice numeric GENERATED ALWAYS AS (total * 2) STORED,
  note text COLLATE "C"
);
CREATE INDEX orders_note_idx ON shop.orders (lower(note)) WHERE note IS NOT NULL;
CREATE VIEW shop.large_orders AS SELECT id, total FROM shop.orders WHERE total > 100;
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touch BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch();

-- As it was made.
SELECT ok(pgmeta_verify.verify_schema('shop'), 'the schema');
SELECT ok(pgmeta_verify.verify_table('shop.orders'), 'the table');
SELECT ok(pgmeta_verify.verify_view('shop.large_orders'), 'the view');
SELECT ok(pgmeta_verify.verify_view_reads('shop.large_orders', 'shop.orders'), 'what the view reads');
SELECT ok(pgmeta_verify.verify_columns('shop.orders',
  'id uuid not null default gen_random_uuid()',
  'number integer not null generated always as identity',
  'customer_id uuid not null',
  'total numeric(10,2) not null default 0',
  'twice numeric generated always as (total * (2)::numeric)',
  'note text collate "C"'), 'the columns');
SELECT ok(pgmeta_verify.verify_columns('shop.orders', 'note text collate "C"'), 'some of the columns');
SELECT ok(pgmeta_verify.verify_columns('shop.large_orders', 'id uuid', 'total numeric(10,2)'), 'the columns of the view');
SELECT ok(pgmeta_verify.verify_constraint('shop.orders', 'orders_pkey', 'PRIMARY KEY (id)'), 'the key');
SELECT ok(pgmeta_verify.verify_constraint('shop.orders', 'customer_fkey'), 'the reference, whatever it is');
SELECT ok(pgmeta_verify.verify_index('shop.orders', 'orders_note_idx', 'btree (lower(note)) WHERE (note IS NOT NULL)'), 'the index');
SELECT ok(pgmeta_verify.verify_index('shop.orders', 'orders_pkey', 'unique btree (id)'), 'the index of the key');
SELECT results_eq($$SELECT * FROM pgmeta_verify.list_indexes('shop.orders', 'orders_note_idx')$$, $$VALUES ('shop', 'orders', 'orders_note_idx')$$, 'it is listed');
SELECT ok(pgmeta_verify.verify_trigger('shop.touch'), 'the trigger, by its schema');
SELECT ok(pgmeta_verify.verify_table_trigger('shop.orders', 'touch', 'BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch()'), 'the trigger, by its table');
SELECT ok(pgmeta_verify.verify_that(true, 'nothing'), 'a condition that holds');

-- What never was.
SELECT throws_ok($$SELECT pgmeta_verify.verify_schema('shops')$$, 'P0001', 'Nonexistent schema --> shops', 'no such schema');
SELECT throws_ok($$SELECT pgmeta_verify.verify_table('shop.order')$$, 'P0001', 'Nonexistent table --> shop.order', 'no such table');
SELECT throws_ok($$SELECT pgmeta_verify.verify_table('shop.large_orders')$$, 'P0001', 'Nonexistent table --> shop.large_orders', 'a view is no table');
SELECT throws_ok($$SELECT pgmeta_verify.verify_view('shop.orders')$$, 'P0001', 'Nonexistent view --> shop.orders', 'a table is no view');
SELECT throws_ok($$SELECT pgmeta_verify.verify_view_reads('shop.large_orders', 'shop.customers')$$, 'P0001', 'Wrong view --> shop.large_orders', 'a view that reads something else');
SELECT throws_ok($$SELECT pgmeta_verify.verify_that(NULL, 'null is not true')$$, 'P0001', 'Verification failed --> null is not true', 'a condition that is null');

-- What was altered.
SELECT throws_ok($$SELECT pgmeta_verify.verify_columns('shop.orders', 'id uuid not null')$$, 'P0001', 'Wrong column --> shop.orders.id', 'a default that should not be there');
ALTER TABLE shop.orders ALTER customer_id DROP NOT NULL;
SELECT throws_ok($$SELECT pgmeta_verify.verify_columns('shop.orders', 'customer_id uuid not null')$$, 'P0001', 'Wrong column --> shop.orders.customer_id', 'nulls allowed');
ALTER TABLE shop.orders ALTER note TYPE varchar(20);
SELECT throws_ok($$SELECT pgmeta_verify.verify_columns('shop.orders', 'note text collate "C"')$$, 'P0001', 'Wrong column --> shop.orders.note', 'another type');
ALTER TABLE shop.orders RENAME note TO remark;
SELECT throws_ok($$SELECT pgmeta_verify.verify_columns('shop.orders', 'note character varying(20)')$$, 'P0001', 'Nonexistent column --> shop.orders.note', 'another name');
SELECT throws_ok($$SELECT pgmeta_verify.verify_columns('shop.nothing', 'id uuid')$$, 'P0001', 'Nonexistent table --> shop.nothing', 'a column of no table');
ALTER TABLE shop.orders DROP CONSTRAINT customer_fkey;
SELECT throws_ok($$SELECT pgmeta_verify.verify_constraint('shop.orders', 'customer_fkey')$$, 'P0001', 'Nonexistent constraint --> customer_fkey on shop.orders', 'a dropped constraint');
ALTER TABLE shop.orders ADD CONSTRAINT customer_fkey FOREIGN KEY (customer_id) REFERENCES shop.customers (id) ON DELETE CASCADE NOT VALID;
SELECT throws_ok($$SELECT pgmeta_verify.verify_constraint('shop.orders', 'customer_fkey', 'FOREIGN KEY (customer_id) REFERENCES shop.customers(id) ON DELETE CASCADE')$$,
  'P0001', 'Wrong constraint --> customer_fkey on shop.orders', 'a constraint that was never checked');
DROP INDEX shop.orders_note_idx;
SELECT throws_ok($$SELECT pgmeta_verify.verify_index('shop.orders', 'orders_note_idx')$$, 'P0001', 'Nonexistent index --> orders_note_idx on shop.orders', 'a dropped index');
CREATE UNIQUE INDEX orders_note_idx ON shop.orders (remark);
SELECT throws_ok($$SELECT pgmeta_verify.verify_index('shop.orders', 'orders_note_idx', 'btree (remark)')$$, 'P0001', 'Wrong index --> orders_note_idx on shop.orders', 'an index that became unique');
SELECT throws_ok($$SELECT pgmeta_verify.verify_index('shop.customers', 'orders_note_idx')$$, 'P0001', 'Nonexistent index --> orders_note_idx on shop.customers', 'an index of another table');
ALTER TABLE shop.orders DISABLE TRIGGER touch;
SELECT throws_ok($$SELECT pgmeta_verify.verify_table_trigger('shop.orders', 'touch')$$, 'P0001', 'Nonexistent trigger --> touch on shop.orders', 'a disabled trigger');
DROP TRIGGER touch ON shop.orders;
CREATE TRIGGER touch BEFORE INSERT ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch();
SELECT throws_ok($$SELECT pgmeta_verify.verify_table_trigger('shop.orders', 'touch', 'BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch()')$$,
  'P0001', 'Wrong trigger --> touch on shop.orders', 'a trigger for another event');
SELECT throws_ok($$SELECT pgmeta_verify.verify_table_trigger('shop.customers', 'touch')$$, 'P0001', 'Nonexistent trigger --> touch on shop.customers', 'a trigger of another table');

-- A trigger of that name in another schema is another trigger.
CREATE SCHEMA annex;
SELECT throws_ok($$SELECT pgmeta_verify.verify_trigger('annex.touch')$$, 'P0001', 'Nonexistent trigger --> annex.touch', 'a trigger of another schema');

-- What the caller may not see is there all the same.
SET LOCAL ROLE anonymous;
SELECT ok(pgmeta_verify.verify_table('shop.orders'), 'a table without privileges is found');
SELECT ok(pgmeta_verify.verify_columns('shop.orders', 'total numeric(10,2) not null default 0'), 'and its columns');
SELECT ok(pgmeta_verify.verify_constraint('shop.orders', 'orders_pkey', 'PRIMARY KEY (id)'), 'and its constraints');
RESET ROLE;

SELECT * FROM finish();
