-- Revert pgmeta-types:schemas/pgmeta_types/schema from pg

DROP SCHEMA pgmeta_types;
