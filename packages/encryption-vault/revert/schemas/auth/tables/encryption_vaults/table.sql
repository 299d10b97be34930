-- Revert encryption-vault:schemas/auth/tables/encryption_vaults/table from pg

DROP TABLE auth.encryption_vaults;
