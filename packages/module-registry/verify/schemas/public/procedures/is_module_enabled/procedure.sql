-- Verify module-registry:schemas/public/procedures/is_module_enabled/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'public.is_module_enabled(uuid, text)',
    '(p_tenant uuid, p_module text) returns boolean language sql stable set search_path=pg_catalog,
     pg_temp',
    '2ec5bc4146b5094fb546c6f10f286ed0'
);
SELECT pgmeta_verify.verify_function_grants(
    'public.is_module_enabled(uuid, text)', 'authenticated', 'service_role'
);
