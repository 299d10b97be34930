-- Verify module-registry:schemas/public/procedures/uninstall_module/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'public.uninstall_module(uuid, text, boolean)',
    '(p_tenant uuid, p_module text, p_hard boolean DEFAULT false) returns boolean language plpgsql
     volatile set search_path=pg_catalog, pg_temp',
    '95f80a996e410ecf6b1b60570a767346'
);
SELECT pgmeta_verify.verify_function_grants(
    'public.uninstall_module(uuid, text, boolean)', 'authenticated', 'service_role'
);
