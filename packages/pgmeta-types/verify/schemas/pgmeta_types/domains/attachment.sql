-- Verify pgmeta-types:schemas/pgmeta_types/domains/attachment on pg

SELECT pgmeta_verify.verify_domain(
  'pgmeta_types.attachment',
  'text CHECK ((VALUE ~ ''^https?://[^/$.?#\s]\S*$''::text))');
