-- Revert db-meta-schema:schemas/services_public/tables/site_modules/table from pg

DROP TABLE services_public.site_modules;
