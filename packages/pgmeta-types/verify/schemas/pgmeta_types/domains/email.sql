-- Verify pgmeta-types:schemas/pgmeta_types/domains/email on pg

SELECT pgmeta_verify.verify_domain(
  'pgmeta_types.email',
  'citext CHECK ((VALUE ~ ''^[a-z0-9.!#$%&''''*+/=?^_`{|}~-]+@[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$''::citext))');
