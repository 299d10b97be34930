-- Names and texts as the assertions read them.
SELECT plan(10);

SELECT is(pgmeta_verify.get_schema_from_str('shop.orders'), 'shop', 'the schema stands before the dot');
SELECT is(pgmeta_verify.get_schema_from_str('orders'), 'public', 'a name without a schema means public');
SELECT is(pgmeta_verify.get_entity_from_str('shop."Order lines"'), 'Order lines', 'a quoted name is read as quoted');
SELECT is(pgmeta_verify.get_entity_from_str('shop.Orders'), 'orders', 'an unquoted name is folded');
SELECT is(pgmeta_verify.canonical_text(E'  a\n\t b '), 'a b', 'runs of white space become one space');

CREATE SCHEMA elsewhere;
CREATE EXTENSION IF NOT EXISTS citext;
ALTER EXTENSION citext SET SCHEMA elsewhere;
SET LOCAL search_path = public, elsewhere;
CREATE TABLE public.words (word elsewhere.citext DEFAULT 'x', CHECK (word <> 'y'));
SELECT ok(pgmeta_verify.verify_columns('words', $$word citext default 'x'::citext$$), 'the schema of an extension does not matter to a column');
SELECT ok(pgmeta_verify.verify_constraint('words', 'words_word_check', $$CHECK ((word <> 'y'::citext))$$), 'nor to a check');
SELECT is(pgmeta_verify.canonical_text('elsewhere.own_type'), 'elsewhere.own_type', 'what is no member of an extension keeps its schema');
SELECT is(pgmeta_verify.relation_oid('words'), 'public.words'::regclass::oid, 'a table is found');
SELECT is(pgmeta_verify.relation_oid('words', 'v'), NULL, 'but not as a view');

SELECT * FROM finish();
