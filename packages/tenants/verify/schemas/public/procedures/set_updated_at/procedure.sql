-- Verify tenants:schemas/public/procedures/set_updated_at/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'public.set_updated_at()',
    '() returns trigger language plpgsql volatile set search_path=pg_catalog, pg_temp',
    '02c2cfc738b3a5b4e0be7ae8a55a5cea'
);
SELECT pgmeta_verify.verify_function_grants('public.set_updated_at()');
