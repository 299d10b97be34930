-- Deploy encryption-vault:schemas/auth/tables/encryption_vaults/policies/own_rows to pg

-- requires: schemas/auth/tables/encryption_vaults/table

ALTER TABLE auth.encryption_vaults ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth.encryption_vaults FORCE ROW LEVEL SECURITY;

CREATE POLICY own_rows ON auth.encryption_vaults
    USING (user_id = nullif(current_setting('app.current_user_id', true), ''))
    WITH CHECK (user_id = nullif(current_setting('app.current_user_id', true), ''));

COMMENT ON POLICY own_rows ON auth.encryption_vaults IS
    'Rows of the user that app.current_user_id names; none when it is absent or empty';
