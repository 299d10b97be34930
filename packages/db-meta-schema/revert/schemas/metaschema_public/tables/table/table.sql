-- Revert db-meta-schema:schemas/metaschema_public/tables/table/table from pg

DROP TABLE metaschema_public."table";
