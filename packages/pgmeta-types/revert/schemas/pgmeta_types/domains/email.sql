-- Revert pgmeta-types:schemas/pgmeta_types/domains/email from pg

DROP DOMAIN pgmeta_types.email;
