-- Revert db-meta-schema:schemas/services_public/tables/sites/table from pg

DROP TABLE services_public.sites;
