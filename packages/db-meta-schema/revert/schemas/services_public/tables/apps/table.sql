-- Revert db-meta-schema:schemas/services_public/tables/apps/table from pg

DROP TABLE services_public.apps;
