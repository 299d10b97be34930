-- Revert business-rls:booking/time_blocks from pg

DROP POLICY tenant_isolation ON public.time_blocks;
ALTER TABLE public.time_blocks NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.time_blocks DISABLE ROW LEVEL SECURITY;
