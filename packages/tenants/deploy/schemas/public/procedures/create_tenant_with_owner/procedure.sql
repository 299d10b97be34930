-- Deploy tenants:schemas/public/procedures/create_tenant_with_owner/procedure to pg

-- requires: schemas/public/tables/tenants/table
-- requires: schemas/public/tables/tenant_members/table
-- requires: schemas/public/tables/user_profiles/table
-- requires: auth-context:schemas/auth/procedures/uid/procedure
-- requires: pgmeta-roles:@0.1.0

CREATE FUNCTION public.create_tenant_with_owner(
    p_type text,
    p_name text,
    p_slug text,
    p_org_number text DEFAULT NULL,
    p_billing_email text DEFAULT NULL
)
RETURNS uuid
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    v_user constant uuid := auth.uid();
    v_tenant uuid;
BEGIN
    IF v_user IS NULL THEN
        RAISE EXCEPTION 'UNAUTHORIZED'
            USING DETAIL = 'User must be authenticated to create a tenant';
    END IF;
    IF p_type IS NULL OR p_type NOT IN ('household', 'organization') THEN
        RAISE EXCEPTION 'VALIDATION_ERROR'
            USING DETAIL = format('Type must be household or organization, not %s.', coalesce(p_type, 'NULL'));
    END IF;

    INSERT INTO public.tenants (type, name, slug, org_number, billing_email)
    VALUES (p_type, p_name, p_slug, p_org_number, p_billing_email)
    RETURNING id INTO v_tenant;

    INSERT INTO public.tenant_members (tenant_id, user_id, role)
    VALUES (v_tenant, v_user, 'owner');

    RETURN v_tenant;
END
$$;

COMMENT ON FUNCTION public.create_tenant_with_owner(text, text, text, text, text) IS
    'Makes a tenant and the caller its owner; returns the tenant. Raises UNAUTHORIZED without a caller, VALIDATION_ERROR for another type';

REVOKE ALL ON FUNCTION public.create_tenant_with_owner(text, text, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.create_tenant_with_owner(text, text, text, text, text)
    TO authenticated, service_role;
