-- Revert module-registry:schemas/public/tables/tenant_modules/table from pg

DROP TABLE public.tenant_modules;
