-- Revert pgmeta-types:schemas/pgmeta_types/domains/upload from pg

DROP DOMAIN pgmeta_types.upload;
