-- Revert tenants:schemas/public/tables/tenants/table from pg

DROP TABLE public.tenants;
