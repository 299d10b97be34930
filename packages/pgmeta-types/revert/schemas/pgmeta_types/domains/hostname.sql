-- Revert pgmeta-types:schemas/pgmeta_types/domains/hostname from pg

DROP DOMAIN pgmeta_types.hostname;
