-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/canonical_text from pg

DROP FUNCTION pgmeta_verify.canonical_text(text);
