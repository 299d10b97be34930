-- Verify tenants:schemas/public/tables/tenant_members/triggers/ensure_tenant_has_owner on pg

SELECT pgmeta_verify.verify_function_definition(
    'public.ensure_tenant_has_owner()',
    '() returns trigger language plpgsql volatile security definer set search_path=pg_catalog, pg_temp',
    '4dc09673e9434ecd641a581611ec65d5'
);
SELECT pgmeta_verify.verify_function_grants('public.ensure_tenant_has_owner()');

SELECT pgmeta_verify.verify_table_trigger(
    'public.tenant_members', 'ensure_tenant_has_owner',
    'BEFORE DELETE OR UPDATE ON public.tenant_members FOR EACH ROW EXECUTE FUNCTION
     public.ensure_tenant_has_owner()'
);
