-- Verify pgmeta-types:schemas/pgmeta_types/domains/hostname on pg

SELECT pgmeta_verify.verify_domain(
  'pgmeta_types.hostname',
  'text CHECK ((VALUE ~* ''^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$''::text))');
