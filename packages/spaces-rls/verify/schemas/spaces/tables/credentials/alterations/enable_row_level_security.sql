-- Verify spaces-rls:schemas/spaces/tables/credentials/alterations/enable_row_level_security on pg

SELECT pgmeta_verify.verify_security('spaces.credentials', true);
