-- Revert spaces:schemas/spaces/tables/credentials/table from pg

DROP TABLE spaces.credentials;
