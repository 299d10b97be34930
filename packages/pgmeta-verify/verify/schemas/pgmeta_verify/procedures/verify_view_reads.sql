-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/verify_view_reads on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.verify_view_reads(text, text[])',
  '(q_view text, VARIADIC q_tables text[]) returns boolean language plpgsql stable set search_path=pg_catalog, pg_temp',
  '442299aa73ccaa9c70dffadbb5938308');
