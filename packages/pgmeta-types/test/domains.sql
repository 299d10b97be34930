-- What each domain takes and what it refuses.
SELECT plan(11);

CREATE FUNCTION pg_temp.accepts(domain_name text, value text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SELECT %L::pgmeta_types.%I', value, domain_name);
  RETURN true;
EXCEPTION WHEN check_violation THEN
  RETURN false;
END
$$;
CREATE TEMPORARY TABLE cases (domain_name text, accepted boolean, value text);
INSERT INTO cases VALUES
  ('url', true, 'http://example.com'), ('url', true, 'https://example.com/a?b=c#d'), ('url', true, 'https://x'),
  ('url', false, 'ftp://example.com'), ('url', false, 'example.com'), ('url', false, 'https://'), ('url', false, 'https:///x'), ('url', false, 'https://a b'), ('url', false, 'https://.x'), ('url', false, E'https://a\nb'),
  ('attachment', true, 'https://files.example.com/a.pdf'), ('attachment', false, 'a.pdf'),
  ('hostname', true, 'example.com'), ('hostname', true, 'a-1.Example.COM'), ('hostname', true, 'localhost'),
  ('hostname', false, '-a.com'), ('hostname', false, 'a..com'), ('hostname', false, 'a_b.com'), ('hostname', false, 'https://a.com'), ('hostname', false, ''), ('hostname', false, 'a.com.'),
  ('image', true, '{"url": "https://x.com/a.png", "mime": "image/png", "width": 3}'), ('image', false, '{"url": "https://x.com/a.png"}'), ('image', false, '{"url": "a.png", "mime": "image/png"}'),
  ('image', false, '{"url": null, "mime": "image/png"}'), ('image', false, '["url", "mime"]'), ('image', false, '"url"'),
  ('upload', true, '{"url": "https://x.com/a.bin", "mime": "application/pdf"}'), ('upload', false, '{"mime": "application/pdf"}'),
  ('email', true, 'Jo.O''Neil+tag@Example.com'), ('email', true, 'a@localhost'), ('email', false, 'a@'), ('email', false, '@b.com'), ('email', false, 'a b@c.com'), ('email', false, 'a@-b.com'), ('email', false, 'a@b..com'),
  ('origin', true, 'https://example.com'), ('origin', true, 'http://localhost:3000'), ('origin', false, 'https://example.com/'), ('origin', false, 'https://example.com/path'), ('origin', false, 'example.com'),
  ('single_select', true, '{"value": "a"}'), ('single_select', false, '{"values": ["a"]}'), ('single_select', false, '["value"]'),
  ('multiple_select', true, '{"value": ["a", "b"]}'), ('multiple_select', false, '{}');
SELECT is_empty(
  format('SELECT value FROM cases WHERE domain_name = %L AND pg_temp.accepts(domain_name, value) <> accepted', d.name),
  d.name || ' takes what it should and refuses the rest')
  FROM (VALUES ('url'), ('attachment'), ('hostname'), ('image'), ('upload'), ('email'), ('origin'), ('single_select'), ('multiple_select')) AS d (name);
SELECT is_empty($$SELECT domain_name FROM cases WHERE NOT pg_temp.accepts(domain_name, NULL)$$, 'every domain takes null');
SELECT ok('A@B.com'::pgmeta_types.email = 'a@b.COM'::pgmeta_types.email, 'e-mail addresses are equal whatever their case');

SELECT * FROM finish();
