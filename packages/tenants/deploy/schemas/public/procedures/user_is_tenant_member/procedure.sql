-- Deploy tenants:schemas/public/procedures/user_is_tenant_member/procedure to pg

-- requires: schemas/public/tables/tenant_members/table
-- requires: auth-context:schemas/auth/procedures/uid/procedure
-- requires: pgmeta-roles:@0.1.0

-- For policies. Runs as its owner, whom row level security does not hold: a policy of
-- tenant_members that reads tenant_members under its own policy would never end.
CREATE FUNCTION public.user_is_tenant_member(p_tenant uuid)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM public.tenant_members
        WHERE tenant_id = p_tenant AND user_id = auth.uid()
    );
END
$$;

COMMENT ON FUNCTION public.user_is_tenant_member(uuid) IS
    'Is the caller a member of the tenant? False for a caller without a claim';

REVOKE ALL ON FUNCTION public.user_is_tenant_member(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.user_is_tenant_member(uuid) TO authenticated, service_role;

-- The same of anybody. For services: whoever is held by row level security could learn
-- with it who belongs where, so it runs as its caller and only service_role may.
CREATE FUNCTION public.user_is_tenant_member(p_tenant uuid, p_user uuid)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM public.tenant_members
        WHERE tenant_id = p_tenant AND user_id = p_user
    );
END
$$;

COMMENT ON FUNCTION public.user_is_tenant_member(uuid, uuid) IS
    'Is the user a member of the tenant? For services only';

REVOKE ALL ON FUNCTION public.user_is_tenant_member(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.user_is_tenant_member(uuid, uuid) TO service_role;
