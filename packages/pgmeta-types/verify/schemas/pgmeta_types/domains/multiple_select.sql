-- Verify pgmeta-types:schemas/pgmeta_types/domains/multiple_select on pg

SELECT pgmeta_verify.verify_domain(
  'pgmeta_types.multiple_select',
  'jsonb CHECK (((jsonb_typeof(VALUE) = ''object''::text) AND (VALUE ? ''value''::text)))');
