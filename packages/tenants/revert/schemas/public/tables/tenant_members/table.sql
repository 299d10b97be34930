-- Revert tenants:schemas/public/tables/tenant_members/table from pg

DROP TABLE public.tenant_members;
