-- Deploy db-meta-modules:schemas/metaschema_modules_public/tables/crypto_auth_module/table to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: db-meta-schema:schemas/metaschema_public/tables/database/table
-- requires: db-meta-schema:schemas/services_public/tables/apis/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/schema/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_modules_public.crypto_auth_module (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  api_id uuid,
  enabled boolean NOT NULL DEFAULT true,
  settings jsonb NOT NULL DEFAULT '{}',
  schema_id uuid,
  users_table_id uuid,
  tokens_table_id uuid,
  secrets_table_id uuid,
  addresses_table_id uuid,
  user_field text NOT NULL DEFAULT 'user_id',
  crypto_network text NOT NULL DEFAULT 'BTC',
  sign_in_request_challenge text NOT NULL DEFAULT 'sign_in_request_challenge',
  sign_in_record_failure text NOT NULL DEFAULT 'sign_in_record_failure',
  sign_up_with_key text NOT NULL DEFAULT 'sign_up_with_key',
  sign_in_with_challenge text NOT NULL DEFAULT 'sign_in_with_challenge',
  CONSTRAINT crypto_auth_module_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE,
  CONSTRAINT schema_fkey FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT users_table_fkey FOREIGN KEY (users_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT tokens_table_fkey FOREIGN KEY (tokens_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT secrets_table_fkey FOREIGN KEY (secrets_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT addresses_table_fkey FOREIGN KEY (addresses_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT crypto_auth_module_settings_check CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX crypto_auth_module_database_id_idx ON metaschema_modules_public.crypto_auth_module (database_id);
CREATE INDEX crypto_auth_module_api_id_idx ON metaschema_modules_public.crypto_auth_module (api_id);

COMMENT ON TABLE metaschema_modules_public.crypto_auth_module IS 'Module: signing in with a crypto key';
COMMENT ON COLUMN metaschema_modules_public.crypto_auth_module.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_modules_public.crypto_auth_module.database_id IS 'The database it is installed in';
COMMENT ON COLUMN metaschema_modules_public.crypto_auth_module.api_id IS 'The API it is for; null for the whole database';
COMMENT ON COLUMN metaschema_modules_public.crypto_auth_module.enabled IS 'Whether it is switched on';
COMMENT ON COLUMN metaschema_modules_public.crypto_auth_module.settings IS 'Its settings, an object';
COMMENT ON COLUMN metaschema_modules_public.crypto_auth_module.schema_id IS 'The schema its public objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.crypto_auth_module.users_table_id IS 'The table of users; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.crypto_auth_module.tokens_table_id IS 'The table of tokens; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.crypto_auth_module.secrets_table_id IS 'The table of secrets; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.crypto_auth_module.addresses_table_id IS 'The table of crypto addresses; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.crypto_auth_module.user_field IS 'The field of addresses that names the owner';
COMMENT ON COLUMN metaschema_modules_public.crypto_auth_module.crypto_network IS 'The crypto network';
COMMENT ON COLUMN metaschema_modules_public.crypto_auth_module.sign_in_request_challenge IS 'The name of the function that hands out a challenge to sign';
COMMENT ON COLUMN metaschema_modules_public.crypto_auth_module.sign_in_record_failure IS 'The name of the function that records a failed attempt';
COMMENT ON COLUMN metaschema_modules_public.crypto_auth_module.sign_up_with_key IS 'The name of the function that signs up with a key';
COMMENT ON COLUMN metaschema_modules_public.crypto_auth_module.sign_in_with_challenge IS 'The name of the function that signs in with a signed challenge';

GRANT SELECT ON TABLE metaschema_modules_public.crypto_auth_module TO authenticated;
GRANT ALL ON TABLE metaschema_modules_public.crypto_auth_module TO administrator;
