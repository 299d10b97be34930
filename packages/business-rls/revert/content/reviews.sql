-- Revert business-rls:content/reviews from pg

DROP POLICY tenant_isolation ON public.reviews;
ALTER TABLE public.reviews NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.reviews DISABLE ROW LEVEL SECURITY;
