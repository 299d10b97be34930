-- Revert pgmeta-types:schemas/pgmeta_types/domains/url from pg

DROP DOMAIN pgmeta_types.url;
