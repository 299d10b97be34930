-- Verify module-registry:schemas/public/procedures/assert_can_manage_modules/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'public.assert_can_manage_modules(uuid)',
    '(p_tenant uuid) returns void language plpgsql stable set search_path=pg_catalog, pg_temp',
    '33d4e2df52597732943a911ce1bd9137'
);
SELECT pgmeta_verify.verify_function_grants(
    'public.assert_can_manage_modules(uuid)', 'authenticated', 'service_role'
);
