-- Revert module-registry:schemas/public/tables/modules/table from pg

DROP TABLE public.modules;
