-- Verify billing:schemas/billing/schema on pg

SELECT pgmeta_verify.verify_schema('billing');
