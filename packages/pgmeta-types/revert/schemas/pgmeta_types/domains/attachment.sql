-- Revert pgmeta-types:schemas/pgmeta_types/domains/attachment from pg

DROP DOMAIN pgmeta_types.attachment;
