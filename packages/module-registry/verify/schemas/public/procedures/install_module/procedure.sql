-- Verify module-registry:schemas/public/procedures/install_module/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'public.install_module(uuid, text, jsonb)',
    '(p_tenant uuid, p_module text, p_settings jsonb DEFAULT NULL::jsonb) returns uuid language plpgsql
     volatile set search_path=pg_catalog, pg_temp',
    'cfdb788349206081ad159c407787c66c'
);
SELECT pgmeta_verify.verify_function_grants(
    'public.install_module(uuid, text, jsonb)', 'authenticated', 'service_role'
);
