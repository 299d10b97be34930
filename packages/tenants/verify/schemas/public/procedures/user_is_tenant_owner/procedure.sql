-- Verify tenants:schemas/public/procedures/user_is_tenant_owner/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'public.user_is_tenant_owner(uuid)',
    '(p_tenant uuid) returns boolean language plpgsql stable security definer set
     search_path=pg_catalog, pg_temp',
    '7fd3021f06640db33162d63c6be4352b'
);
SELECT pgmeta_verify.verify_function_grants(
    'public.user_is_tenant_owner(uuid)', 'authenticated', 'service_role'
);

SELECT pgmeta_verify.verify_function_definition(
    'public.user_is_tenant_owner(uuid, uuid)',
    '(p_tenant uuid, p_user uuid) returns boolean language plpgsql stable set search_path=pg_catalog,
     pg_temp',
    '32b561f50501b608fe95f6ace797f68c'
);
SELECT pgmeta_verify.verify_function_grants(
    'public.user_is_tenant_owner(uuid, uuid)', 'service_role'
);
SELECT pgmeta_verify.verify_that(
    NOT has_function_privilege('authenticated', 'public.user_is_tenant_owner(uuid, uuid)', 'EXECUTE'),
    'authenticated may not ask about other people'
);
