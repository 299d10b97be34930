-- Names that differ only in case or number are the same name.
SELECT plan(32);

-- Plurals.
SELECT is_empty($$
  SELECT word, metaschema_private.plural(word)
    FROM (VALUES
      ('user', 'users'), ('users', 'users'), ('person', 'people'), ('people', 'people'), ('category', 'categories'), ('categories', 'categories'),
      ('status', 'statuses'), ('statuses', 'statuses'), ('data', 'data'), ('man', 'men'), ('woman', 'women'), ('women', 'women'), ('human', 'humans'), ('child', 'children'), ('children', 'children'),
      ('ox', 'oxen'), ('box', 'boxes'), ('boxes', 'boxes'), ('foot', 'feet'), ('tooth', 'teeth'), ('goose', 'geese'), ('genus', 'genera'), ('mouse', 'mice'), ('quiz', 'quizzes'), ('quizzes', 'quizzes'),
      ('criterion', 'criteria'), ('criteria', 'criteria'), ('matrix', 'matrices'), ('vertex', 'vertices'), ('index', 'indices'), ('indices', 'indices'), ('alias', 'aliases'), ('canvas', 'canvases'), ('campus', 'campuses'),
      ('church', 'churches'), ('class', 'classes'), ('wish', 'wishes'), ('day', 'days'), ('query', 'queries'), ('half', 'halves'), ('wife', 'wives'), ('leaf', 'leaves'), ('proof', 'proofs'), ('analysis', 'analyses'),
      ('medium', 'media'), ('datum', 'data'), ('potato', 'potatoes'), ('photo', 'photos'), ('address', 'addresses'), ('addresses', 'addresses'), ('user_role', 'user_roles'), ('House', 'Houses')
    ) AS w (word, expected)
   WHERE metaschema_private.plural(word) <> expected$$, 'plurals');
SELECT is_empty($$
  SELECT word
    FROM unnest('{user,person,category,status,data,man,child,ox,foot,goose,genus,mouse,quiz,criterion,matrix,vertex,index,alias,canvas,church,class,wish,day,query,half,wife,analysis,medium,potato,photo,address,invoice,box,buzz}'::text[]) AS w (word)
   WHERE metaschema_private.plural(metaschema_private.plural(word)) <> metaschema_private.plural(word)$$, 'a plural is its own plural');
SELECT is(metaschema_private.plural(''), 's', 'even of nothing');
SELECT is(metaschema_private.plural(NULL), NULL, 'but not of null');
SELECT is(metaschema_private.table_name_hash('User'), metaschema_private.table_name_hash('users'), 'neither case nor number counts');
SELECT is(metaschema_private.table_name_hash('users'), decode(md5('users'), 'hex'), 'the hash is the md5 of the plural');
SELECT is(metaschema_private.database_name_hash('Shop'), decode(md5('shops'), 'hex'), 'of databases too');
SELECT volatility_is('metaschema_private', f, ARRAY['text'], 'immutable', f || ' may stand in an index') FROM unnest(ARRAY['plural', 'database_name_hash', 'table_name_hash']) AS f;

-- Databases of one owner.
INSERT INTO metaschema_public.database (id, owner_id, name) VALUES ('d0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'shop');
SELECT throws_ok($$INSERT INTO metaschema_public.database (owner_id, name) VALUES ('a0000000-0000-4000-8000-000000000001', 'Shops')$$, '23505', NULL, 'an owner''s second database needs another name');
SELECT lives_ok($$INSERT INTO metaschema_public.database (id, owner_id, name) VALUES ('d0000000-0000-4000-8000-000000000002', 'a0000000-0000-4000-8000-000000000002', 'shop')$$, 'another owner may take it');
SELECT lives_ok($$INSERT INTO metaschema_public.database (name) VALUES ('shop'), ('shop')$$, 'databases without an owner never collide');
SELECT throws_ok($$INSERT INTO metaschema_public.database (name) VALUES ('ab')$$, '23514', NULL, 'two characters are too few for a database');
SELECT lives_ok($$INSERT INTO metaschema_public.database (name) VALUES ('abc')$$, 'three are enough');

-- Schemas and tables.
SELECT throws_ok($$INSERT INTO metaschema_public.schema (database_id, name, schema_name) VALUES ('d0000000-0000-4000-8000-000000000001', 'ab', 'x')$$, '23514', NULL, 'two characters are too few for a schema');
INSERT INTO metaschema_public.schema (id, database_id, name, schema_name) VALUES ('5c000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000001', 'app', 'shop_app'), ('5c000000-0000-4000-8000-000000000002', 'd0000000-0000-4000-8000-000000000002', 'app', 'shop2_app');
SELECT throws_ok($$INSERT INTO metaschema_public.schema (database_id, name, schema_name) VALUES ('d0000000-0000-4000-8000-000000000002', 'other', 'shop_app')$$, '23505', NULL, 'the name in the server is taken once');
INSERT INTO metaschema_public."table" (id, database_id, schema_id, name) VALUES ('7a000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000001', '5c000000-0000-4000-8000-000000000001', 'user');
SELECT throws_ok($$INSERT INTO metaschema_public."table" (database_id, schema_id, name) VALUES ('d0000000-0000-4000-8000-000000000001', '5c000000-0000-4000-8000-000000000001', 'users')$$, '23505', NULL, 'user and users are one table');
SELECT lives_ok($$INSERT INTO metaschema_public."table" (database_id, schema_id, name) VALUES ('d0000000-0000-4000-8000-000000000002', '5c000000-0000-4000-8000-000000000002', 'users')$$, 'another database may have it');

-- Fields.
INSERT INTO metaschema_public.field (id, database_id, table_id, name, type) VALUES ('f1000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000001', 'owner_id', 'uuid');
SELECT throws_ok($$INSERT INTO metaschema_public.field (database_id, table_id, name, type) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000001', 'owner', 'uuid')$$, '23505', NULL, 'owner_id and owner are one id');
SELECT throws_ok($$INSERT INTO metaschema_public.field (database_id, table_id, name, type) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000001', 'Owner_Row_ID', 'UUID')$$, '23505', NULL, 'whatever the case');
SELECT lives_ok($$INSERT INTO metaschema_public.field (database_id, table_id, name, type) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000001', 'editor_id', 'text'), ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000001', 'editor', 'uuid')$$, 'a text may end in _id');
SELECT throws_ok($$INSERT INTO metaschema_public.field (database_id, table_id, name, type) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000001', 'EDITOR_ID', 'text')$$, '23505', NULL, 'but case counts for none');

-- Constraints.
SELECT throws_ok($$INSERT INTO metaschema_public.check_constraint (database_id, table_id, field_ids) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000001', '{}')$$, '23514', NULL, 'a check covers a field');
SELECT throws_ok($$INSERT INTO metaschema_public.unique_constraint (database_id, table_id, field_ids) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000001', '{}')$$, '23514', NULL, 'a unique constraint covers a field');
SELECT throws_ok($$INSERT INTO metaschema_public.primary_key_constraint (database_id, table_id, field_ids) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000001', '{}')$$, '23514', NULL, 'a primary key covers a field');
SELECT throws_ok($$INSERT INTO metaschema_public.foreign_key_constraint (database_id, table_id, field_ids, ref_table_id, ref_field_ids) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000001', '{f1000000-0000-4000-8000-000000000001}', '7a000000-0000-4000-8000-000000000001', '{}')$$, '23514', NULL, 'a foreign key refers to a field');
INSERT INTO metaschema_public.primary_key_constraint (database_id, table_id, name, field_ids) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000001', 'a', '{f1000000-0000-4000-8000-000000000001}');
SELECT throws_ok($$INSERT INTO metaschema_public.primary_key_constraint (database_id, table_id, name, field_ids) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000001', 'b', '{f1000000-0000-4000-8000-000000000001}')$$, '23505', NULL, 'a table has one primary key');
SELECT throws_ok($$INSERT INTO metaschema_public.full_text_search (database_id, table_id, field_id, field_ids, weights, langs) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000001', 'f1000000-0000-4000-8000-000000000001', '{f1000000-0000-4000-8000-000000000001}', '{A,B}', '{english}')$$, '23514', NULL, 'each field of a search has one weight and one language');

-- Services.
INSERT INTO services_public.apis (id, database_id, name) VALUES ('a1000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000001', 'public');
INSERT INTO services_public.sites (id, database_id) VALUES ('51000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000001');
SELECT throws_ok($$INSERT INTO services_public.domains (database_id, api_id, site_id, domain) VALUES ('d0000000-0000-4000-8000-000000000001', 'a1000000-0000-4000-8000-000000000001', '51000000-0000-4000-8000-000000000001', 'example.com')$$, '23514', NULL, 'a domain is of an API or of a site');
SELECT throws_ok(format('INSERT INTO services_public.sites (database_id, title) VALUES (%L, %L)', 'd0000000-0000-4000-8000-000000000001', repeat('x', 121)), '23514', NULL, 'a title has at most 120 characters');
SELECT throws_ok($$INSERT INTO services_public.sites (database_id, favicon) VALUES ('d0000000-0000-4000-8000-000000000001', 'icon.png')$$, '23514', NULL, 'an icon is a link');

SELECT * FROM finish();
