-- Verify pgmeta-types:schemas/pgmeta_types/domains/image on pg

SELECT pgmeta_verify.verify_domain(
  'pgmeta_types.image',
  'jsonb CHECK (((VALUE IS NULL) OR ((jsonb_typeof(VALUE) = ''object''::text) AND (VALUE ?& ARRAY[''url''::text, ''mime''::text]) AND COALESCE(((VALUE ->> ''url''::text) ~ ''^https?://[^/$.?#\s]\S*$''::text), false))))');
