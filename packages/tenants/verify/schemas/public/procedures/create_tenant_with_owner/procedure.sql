-- Verify tenants:schemas/public/procedures/create_tenant_with_owner/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'public.create_tenant_with_owner(text, text, text, text, text)',
    '(p_type text, p_name text, p_slug text, p_org_number text DEFAULT NULL::text, p_billing_email text
     DEFAULT NULL::text) returns uuid language plpgsql volatile security definer set
     search_path=pg_catalog, pg_temp',
    'dc3096c5d89b21a67979254dbe0ae624'
);
SELECT pgmeta_verify.verify_function_grants(
    'public.create_tenant_with_owner(text, text, text, text, text)', 'authenticated', 'service_role'
);
