-- Revert business-rls:booking/slot_reservations from pg

DROP POLICY tenant_isolation ON public.slot_reservations;
ALTER TABLE public.slot_reservations NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.slot_reservations DISABLE ROW LEVEL SECURITY;
