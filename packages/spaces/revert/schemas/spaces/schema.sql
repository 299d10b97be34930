-- Revert spaces:schemas/spaces/schema from pg

DROP SCHEMA spaces;
