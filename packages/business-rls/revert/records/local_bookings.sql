-- Revert business-rls:records/local_bookings from pg

DROP POLICY tenant_isolation ON public.local_bookings;
ALTER TABLE public.local_bookings NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.local_bookings DISABLE ROW LEVEL SECURITY;
