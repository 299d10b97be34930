-- Deploy tenants:schemas/public/tables/tenant_members/triggers/ensure_tenant_has_owner to pg

-- requires: schemas/public/tables/tenants/table
-- requires: schemas/public/tables/tenant_members/table

-- Runs as its owner: a caller who may not see or lock the tenant must not get past it.
CREATE FUNCTION public.ensure_tenant_has_owner()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF OLD.role <> 'owner' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.role = 'owner' AND NEW.tenant_id = OLD.tenant_id THEN
        RETURN NEW;
    END IF;

    -- Two owners who leave at the same moment wait here for each other. A tenant that is
    -- gone takes its members along, the last owner too.
    PERFORM FROM public.tenants WHERE id = OLD.tenant_id FOR UPDATE;
    IF FOUND AND NOT EXISTS (
        SELECT FROM public.tenant_members
        WHERE tenant_id = OLD.tenant_id AND role = 'owner' AND id <> OLD.id
    ) THEN
        RAISE EXCEPTION 'LAST_OWNER'
            USING DETAIL = format('Tenant %s would have no owner.', OLD.tenant_id),
                  HINT = 'Make somebody else an owner first, or delete the tenant.';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

COMMENT ON FUNCTION public.ensure_tenant_has_owner() IS
    'Trigger: refuses to remove, demote or move the last owner of a tenant';

REVOKE ALL ON FUNCTION public.ensure_tenant_has_owner() FROM PUBLIC;

CREATE TRIGGER ensure_tenant_has_owner
    BEFORE UPDATE OR DELETE ON public.tenant_members
    FOR EACH ROW EXECUTE FUNCTION public.ensure_tenant_has_owner();
