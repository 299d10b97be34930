-- Revert pgmeta-types:schemas/pgmeta_types/domains/multiple_select from pg

DROP DOMAIN pgmeta_types.multiple_select;
