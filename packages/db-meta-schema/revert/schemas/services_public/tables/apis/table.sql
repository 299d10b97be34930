-- Revert db-meta-schema:schemas/services_public/tables/apis/table from pg

DROP TABLE services_public.apis;
