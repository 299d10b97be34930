-- Deploy db-meta-modules:schemas/metaschema_modules_public/tables/user_auth_module/table to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: db-meta-schema:schemas/metaschema_public/tables/database/table
-- requires: db-meta-schema:schemas/services_public/tables/apis/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/schema/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_modules_public.user_auth_module (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  api_id uuid,
  enabled boolean NOT NULL DEFAULT true,
  settings jsonb NOT NULL DEFAULT '{}',
  schema_id uuid,
  emails_table_id uuid,
  users_table_id uuid,
  secrets_table_id uuid,
  encrypted_table_id uuid,
  tokens_table_id uuid,
  audits_table_id uuid,
  audits_table_name text NOT NULL DEFAULT 'audit_logs',
  sign_in_function text NOT NULL DEFAULT 'sign_in',
  sign_up_function text NOT NULL DEFAULT 'sign_up',
  sign_out_function text NOT NULL DEFAULT 'sign_out',
  set_password_function text NOT NULL DEFAULT 'set_password',
  reset_password_function text NOT NULL DEFAULT 'reset_password',
  forgot_password_function text NOT NULL DEFAULT 'forgot_password',
  send_verification_email_function text NOT NULL DEFAULT 'send_verification_email',
  verify_email_function text NOT NULL DEFAULT 'verify_email',
  verify_password_function text NOT NULL DEFAULT 'verify_password',
  check_password_function text NOT NULL DEFAULT 'check_password',
  send_account_deletion_email_function text NOT NULL DEFAULT 'send_account_deletion_email',
  delete_account_function text NOT NULL DEFAULT 'confirm_delete_account',
  sign_in_one_time_token_function text NOT NULL DEFAULT 'sign_in_one_time_token',
  one_time_token_function text NOT NULL DEFAULT 'one_time_token',
  extend_token_expires text NOT NULL DEFAULT 'extend_token_expires',
  CONSTRAINT user_auth_module_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE,
  CONSTRAINT schema_fkey FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT email_table_fkey FOREIGN KEY (emails_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT users_table_fkey FOREIGN KEY (users_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT secrets_table_fkey FOREIGN KEY (secrets_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT encrypted_table_fkey FOREIGN KEY (encrypted_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT tokens_table_fkey FOREIGN KEY (tokens_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT audits_table_fkey FOREIGN KEY (audits_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT user_auth_module_settings_check CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX user_auth_module_database_id_idx ON metaschema_modules_public.user_auth_module (database_id);
CREATE INDEX user_auth_module_api_id_idx ON metaschema_modules_public.user_auth_module (api_id);
CREATE UNIQUE INDEX user_auth_module_database_id_api_id_idx ON metaschema_modules_public.user_auth_module (database_id, coalesce(api_id, '00000000-0000-0000-0000-000000000000'::uuid));

COMMENT ON TABLE metaschema_modules_public.user_auth_module IS 'Module: signing up, signing in, passwords and account deletion';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.database_id IS 'The database it is installed in';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.api_id IS 'The API it is for; null for the whole database';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.enabled IS 'Whether it is switched on';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.settings IS 'Its settings, an object';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.schema_id IS 'The schema its public objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.emails_table_id IS 'The table of emails; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.users_table_id IS 'The table of users; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.secrets_table_id IS 'The table of secrets; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.encrypted_table_id IS 'The table of encrypted secrets; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.tokens_table_id IS 'The table of tokens; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.audits_table_id IS 'The table of sign-in attempts; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.audits_table_name IS 'The name of the table of sign-in attempts';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.sign_in_function IS 'The name of the function that signs in';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.sign_up_function IS 'The name of the function that signs up';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.sign_out_function IS 'The name of the function that signs out';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.set_password_function IS 'The name of the function that sets a password';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.reset_password_function IS 'The name of the function that resets a password';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.forgot_password_function IS 'The name of the function that sends a way to reset a password';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.send_verification_email_function IS 'The name of the function that sends a verification e-mail';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.verify_email_function IS 'The name of the function that verifies an e-mail address';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.verify_password_function IS 'The name of the function that asks for the password again';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.check_password_function IS 'The name of the function that says whether a password is good enough';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.send_account_deletion_email_function IS 'The name of the function that sends an e-mail to confirm the deletion of an account';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.delete_account_function IS 'The name of the function that deletes an account';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.sign_in_one_time_token_function IS 'The name of the function that signs in with a one-time token';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.one_time_token_function IS 'The name of the function that makes a one-time token';
COMMENT ON COLUMN metaschema_modules_public.user_auth_module.extend_token_expires IS 'The name of the function that makes a token good for longer';

GRANT SELECT ON TABLE metaschema_modules_public.user_auth_module TO authenticated;
GRANT ALL ON TABLE metaschema_modules_public.user_auth_module TO administrator;
