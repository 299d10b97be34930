-- Verify auth-schema:schemas/auth/schema on pg

SELECT pgmeta_verify.verify_schema('auth');
