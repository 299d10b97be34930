-- Revert db-meta-schema:schemas/services_public/tables/api_schemas/table from pg

DROP TABLE services_public.api_schemas;
