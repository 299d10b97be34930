-- Revert pgmeta-types:schemas/pgmeta_types/domains/image from pg

DROP DOMAIN pgmeta_types.image;
