-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_view_reads from pg

DROP FUNCTION pgmeta_verify.verify_view_reads(text, text[]);
