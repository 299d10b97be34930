-- Verify pgmeta-types:schemas/pgmeta_types/domains/single_select on pg

SELECT pgmeta_verify.verify_domain(
  'pgmeta_types.single_select',
  'jsonb CHECK (((jsonb_typeof(VALUE) = ''object''::text) AND (VALUE ? ''value''::text)))');
