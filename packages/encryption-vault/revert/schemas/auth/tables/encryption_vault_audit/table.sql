-- Revert encryption-vault:schemas/auth/tables/encryption_vault_audit/table from pg

DROP TABLE auth.encryption_vault_audit;
