-- Verify tenants:schemas/public/procedures/user_is_tenant_member/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'public.user_is_tenant_member(uuid)',
    '(p_tenant uuid) returns boolean language plpgsql stable security definer set
     search_path=pg_catalog, pg_temp',
    'fa57d01eb049e2cceb097fb08f233191'
);
SELECT pgmeta_verify.verify_function_grants(
    'public.user_is_tenant_member(uuid)', 'authenticated', 'service_role'
);

SELECT pgmeta_verify.verify_function_definition(
    'public.user_is_tenant_member(uuid, uuid)',
    '(p_tenant uuid, p_user uuid) returns boolean language plpgsql stable set search_path=pg_catalog,
     pg_temp',
    '1a7d1febc41b4f59c8965db518561fc3'
);
SELECT pgmeta_verify.verify_function_grants(
    'public.user_is_tenant_member(uuid, uuid)', 'service_role'
);
SELECT pgmeta_verify.verify_that(
    NOT has_function_privilege('authenticated', 'public.user_is_tenant_member(uuid, uuid)', 'EXECUTE'),
    'authenticated may not ask about other people'
);
