-- Verify pgmeta-types:schemas/pgmeta_types/domains/origin on pg

SELECT pgmeta_verify.verify_domain(
  'pgmeta_types.origin',
  'text CHECK ((VALUE ~ ''^https?://[^/?#\s]+$''::text))');
