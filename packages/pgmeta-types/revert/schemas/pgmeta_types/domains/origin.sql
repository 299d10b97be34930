-- Revert pgmeta-types:schemas/pgmeta_types/domains/origin from pg

DROP DOMAIN pgmeta_types.origin;
