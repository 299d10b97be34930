-- Revert db-meta-modules:schemas/metaschema_modules_public/schema from pg

DROP SCHEMA metaschema_modules_public;
