-- Revert db-meta-schema:schemas/services_public/tables/domains/table from pg

DROP TABLE services_public.domains;
