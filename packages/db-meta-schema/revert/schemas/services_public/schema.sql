-- Revert db-meta-schema:schemas/services_public/schema from pg

DROP SCHEMA services_public;
