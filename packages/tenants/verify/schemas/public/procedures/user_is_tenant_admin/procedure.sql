-- Verify tenants:schemas/public/procedures/user_is_tenant_admin/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'public.user_is_tenant_admin(uuid)',
    '(p_tenant uuid) returns boolean language plpgsql stable security definer set
     search_path=pg_catalog, pg_temp',
    'f879f539e0e65fab5c332e83f5e62520'
);
SELECT pgmeta_verify.verify_function_grants(
    'public.user_is_tenant_admin(uuid)', 'authenticated', 'service_role'
);

SELECT pgmeta_verify.verify_function_definition(
    'public.user_is_tenant_admin(uuid, uuid)',
    '(p_tenant uuid, p_user uuid) returns boolean language plpgsql stable set search_path=pg_catalog,
     pg_temp',
    '5ea723ecfe8ee563bc2f960db0acdb89'
);
SELECT pgmeta_verify.verify_function_grants(
    'public.user_is_tenant_admin(uuid, uuid)', 'service_role'
);
SELECT pgmeta_verify.verify_that(
    NOT has_function_privilege('authenticated', 'public.user_is_tenant_admin(uuid, uuid)', 'EXECUTE'),
    'authenticated may not ask about other people'
);
