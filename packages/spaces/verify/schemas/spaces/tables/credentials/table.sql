-- Verify spaces:schemas/spaces/tables/credentials/table on pg

SELECT pgmeta_verify.verify_table('spaces.credentials');

SELECT pgmeta_verify.verify_columns(
    'spaces.credentials',
    'space_id text not null',
    'provider text not null',
    'access_token_encrypted text not null',
    'refresh_token_encrypted text',
    'expires_at timestamp with time zone',
    'scopes text[]',
    'provider_account_id text',
    'metadata_json text',
    'created_at timestamp with time zone not null default now()',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'spaces.credentials', 'credentials_pkey',
    'PRIMARY KEY (space_id, provider)'
);
SELECT pgmeta_verify.verify_constraint(
    'spaces.credentials', 'space_credentials_space_fk',
    'FOREIGN KEY (space_id) REFERENCES auth.organizations(id) ON DELETE CASCADE'
);
SELECT pgmeta_verify.verify_index(
    'spaces.credentials', 'space_credentials_space_idx',
    'btree (space_id)'
);

SELECT pgmeta_verify.verify_table_trigger(
    'spaces.credentials', 'set_credentials_updated_at',
    'BEFORE UPDATE ON spaces.credentials FOR EACH ROW EXECUTE FUNCTION spaces.set_updated_at()'
);
