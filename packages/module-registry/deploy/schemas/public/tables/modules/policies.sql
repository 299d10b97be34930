-- Deploy module-registry:schemas/public/tables/modules/policies to pg

-- requires: schemas/public/tables/modules/table
-- requires: pgmeta-roles:@0.1.0

-- Not forced: the owner may keep the catalogue.
ALTER TABLE public.modules ENABLE ROW LEVEL SECURITY;

GRANT SELECT ON public.modules TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.modules TO service_role;

CREATE POLICY authenticated_can_view_modules ON public.modules
    FOR SELECT TO authenticated
    USING (true);
COMMENT ON POLICY authenticated_can_view_modules ON public.modules IS 'Whoever is signed in sees the catalogue, inactive modules too';

CREATE POLICY service_role_all_modules ON public.modules
    FOR ALL TO service_role
    USING (true);
COMMENT ON POLICY service_role_all_modules ON public.modules IS 'Services keep the catalogue';
