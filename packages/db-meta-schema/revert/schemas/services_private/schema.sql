-- Revert db-meta-schema:schemas/services_private/schema from pg

DROP SCHEMA services_private;
