-- Revert business-rls:booking/bookings from pg

DROP POLICY tenant_isolation ON public.bookings;
ALTER TABLE public.bookings NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.bookings DISABLE ROW LEVEL SECURITY;
