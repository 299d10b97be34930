-- Verify module-registry:schemas/public/procedures/get_installed_modules/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'public.get_installed_modules(uuid, boolean)',
    '(p_tenant uuid, p_include_disabled boolean DEFAULT false) returns TABLE(id uuid, module_id text,
     name text, description text, version text, is_active boolean, enabled boolean, settings jsonb,
     installed_at timestamp with time zone, updated_at timestamp with time zone) language sql stable
     set search_path=pg_catalog, pg_temp',
    'a548d0fb8c69584db9385ce7870662ba'
);
SELECT pgmeta_verify.verify_function_grants(
    'public.get_installed_modules(uuid, boolean)', 'authenticated', 'service_role'
);
