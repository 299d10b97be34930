-- Revert pgmeta-types:schemas/pgmeta_types/domains/single_select from pg

DROP DOMAIN pgmeta_types.single_select;
