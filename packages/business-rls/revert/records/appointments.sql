-- Revert business-rls:records/appointments from pg

DROP POLICY tenant_isolation ON public.appointments;
ALTER TABLE public.appointments NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.appointments DISABLE ROW LEVEL SECURITY;
