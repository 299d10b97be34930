-- Revert db-meta-schema:schemas/services_public/tables/api_extensions/table from pg

DROP TABLE services_public.api_extensions;
