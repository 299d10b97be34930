-- Verify pgmeta-types:schemas/pgmeta_types/domains/url on pg

SELECT pgmeta_verify.verify_domain(
  'pgmeta_types.url',
  'text CHECK ((VALUE ~ ''^https?://[^/$.?#\s]\S*$''::text))');
