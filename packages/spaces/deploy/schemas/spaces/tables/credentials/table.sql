-- Deploy spaces:schemas/spaces/tables/credentials/table to pg

-- requires: schemas/spaces/procedures/set_updated_at/procedure
-- requires: organizations:schemas/auth/tables/organizations/table

CREATE TABLE spaces.credentials (
    space_id                text        NOT NULL,
    provider                text        NOT NULL,
    access_token_encrypted  text        NOT NULL,
    refresh_token_encrypted text,
    expires_at              timestamptz,
    scopes                  text[],
    provider_account_id     text,
    metadata_json           text,
    created_at              timestamptz NOT NULL DEFAULT now(),
    updated_at              timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT credentials_pkey PRIMARY KEY (space_id, provider),
    CONSTRAINT space_credentials_space_fk FOREIGN KEY (space_id)
        REFERENCES auth.organizations (id) ON DELETE CASCADE
);

CREATE INDEX space_credentials_space_idx ON spaces.credentials (space_id);

COMMENT ON TABLE spaces.credentials IS
    'Tokens of a space at other services, one set per service; encrypted outside the database';
COMMENT ON COLUMN spaces.credentials.space_id IS 'The space';
COMMENT ON COLUMN spaces.credentials.provider IS 'The service';
COMMENT ON COLUMN spaces.credentials.access_token_encrypted IS 'Access token: v1:KEY:IV:CIPHERTEXT, encrypted before it came here';
COMMENT ON COLUMN spaces.credentials.refresh_token_encrypted IS 'Refresh token, in the same form';
COMMENT ON COLUMN spaces.credentials.expires_at IS 'When the access token expires';
COMMENT ON COLUMN spaces.credentials.scopes IS 'What the tokens allow';
COMMENT ON COLUMN spaces.credentials.provider_account_id IS 'The account at the service';
COMMENT ON COLUMN spaces.credentials.metadata_json IS 'JSON the service gave; not encrypted, so no place for secrets';
COMMENT ON COLUMN spaces.credentials.created_at IS 'When the row was made';
COMMENT ON COLUMN spaces.credentials.updated_at IS 'When the row was last written';

CREATE TRIGGER set_credentials_updated_at
    BEFORE UPDATE ON spaces.credentials
    FOR EACH ROW EXECUTE FUNCTION spaces.set_updated_at();
