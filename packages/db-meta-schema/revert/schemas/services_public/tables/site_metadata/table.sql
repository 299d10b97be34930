-- Revert db-meta-schema:schemas/services_public/tables/site_metadata/table from pg

DROP TABLE services_public.site_metadata;
