-- Deploy db-meta-modules:schemas/metaschema_modules_public/views/installed_modules/view to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: schemas/metaschema_modules_public/tables/connected_accounts_module/table
-- requires: schemas/metaschema_modules_public/tables/crypto_addresses_module/table
-- requires: schemas/metaschema_modules_public/tables/crypto_auth_module/table
-- requires: schemas/metaschema_modules_public/tables/default_ids_module/table
-- requires: schemas/metaschema_modules_public/tables/denormalized_table_field/table
-- requires: schemas/metaschema_modules_public/tables/emails_module/table
-- requires: schemas/metaschema_modules_public/tables/encrypted_secrets_module/table
-- requires: schemas/metaschema_modules_public/tables/events_module/table
-- requires: schemas/metaschema_modules_public/tables/field_module/table
-- requires: schemas/metaschema_modules_public/tables/hierarchy_module/table
-- requires: schemas/metaschema_modules_public/tables/invites_module/table
-- requires: schemas/metaschema_modules_public/tables/levels_module/table
-- requires: schemas/metaschema_modules_public/tables/limits_module/table
-- requires: schemas/metaschema_modules_public/tables/membership_types_module/table
-- requires: schemas/metaschema_modules_public/tables/memberships_module/table
-- requires: schemas/metaschema_modules_public/tables/permissions_module/table
-- requires: schemas/metaschema_modules_public/tables/phone_numbers_module/table
-- requires: schemas/metaschema_modules_public/tables/profiles_module/table
-- requires: schemas/metaschema_modules_public/tables/rls_module/table
-- requires: schemas/metaschema_modules_public/tables/secrets_module/table
-- requires: schemas/metaschema_modules_public/tables/table_module/table
-- requires: schemas/metaschema_modules_public/tables/table_template_module/table
-- requires: schemas/metaschema_modules_public/tables/tokens_module/table
-- requires: schemas/metaschema_modules_public/tables/user_auth_module/table
-- requires: schemas/metaschema_modules_public/tables/users_module/table
-- requires: schemas/metaschema_modules_public/tables/uuid_module/table

CREATE VIEW metaschema_modules_public.installed_modules AS
SELECT 'connected_accounts'::text AS module_name, database_id, api_id, enabled, settings FROM metaschema_modules_public.connected_accounts_module
UNION ALL
SELECT 'crypto_addresses', database_id, api_id, enabled, settings FROM metaschema_modules_public.crypto_addresses_module
UNION ALL
SELECT 'crypto_auth', database_id, api_id, enabled, settings FROM metaschema_modules_public.crypto_auth_module
UNION ALL
SELECT 'default_ids', database_id, api_id, enabled, settings FROM metaschema_modules_public.default_ids_module
UNION ALL
SELECT 'denormalized_table_field', database_id, api_id, enabled, settings FROM metaschema_modules_public.denormalized_table_field
UNION ALL
SELECT 'emails', database_id, api_id, enabled, settings FROM metaschema_modules_public.emails_module
UNION ALL
SELECT 'encrypted_secrets', database_id, api_id, enabled, settings FROM metaschema_modules_public.encrypted_secrets_module
UNION ALL
SELECT 'events', database_id, api_id, enabled, settings FROM metaschema_modules_public.events_module
UNION ALL
SELECT 'field', database_id, api_id, enabled, settings FROM metaschema_modules_public.field_module
UNION ALL
SELECT 'hierarchy', database_id, api_id, enabled, settings FROM metaschema_modules_public.hierarchy_module
UNION ALL
SELECT 'invites', database_id, api_id, enabled, settings FROM metaschema_modules_public.invites_module
UNION ALL
SELECT 'levels', database_id, api_id, enabled, settings FROM metaschema_modules_public.levels_module
UNION ALL
SELECT 'limits', database_id, api_id, enabled, settings FROM metaschema_modules_public.limits_module
UNION ALL
SELECT 'membership_types', database_id, api_id, enabled, settings FROM metaschema_modules_public.membership_types_module
UNION ALL
SELECT 'memberships', database_id, api_id, enabled, settings FROM metaschema_modules_public.memberships_module
UNION ALL
SELECT 'permissions', database_id, api_id, enabled, settings FROM metaschema_modules_public.permissions_module
UNION ALL
SELECT 'phone_numbers', database_id, api_id, enabled, settings FROM metaschema_modules_public.phone_numbers_module
UNION ALL
SELECT 'profiles', database_id, api_id, enabled, settings FROM metaschema_modules_public.profiles_module
UNION ALL
SELECT 'rls', database_id, api_id, enabled, settings FROM metaschema_modules_public.rls_module
UNION ALL
SELECT 'secrets', database_id, api_id, enabled, settings FROM metaschema_modules_public.secrets_module
UNION ALL
SELECT 'table', database_id, api_id, enabled, settings FROM metaschema_modules_public.table_module
UNION ALL
SELECT 'table_template', database_id, api_id, enabled, settings FROM metaschema_modules_public.table_template_module
UNION ALL
SELECT 'tokens', database_id, api_id, enabled, settings FROM metaschema_modules_public.tokens_module
UNION ALL
SELECT 'user_auth', database_id, api_id, enabled, settings FROM metaschema_modules_public.user_auth_module
UNION ALL
SELECT 'users', database_id, api_id, enabled, settings FROM metaschema_modules_public.users_module
UNION ALL
SELECT 'uuid', database_id, api_id, enabled, settings FROM metaschema_modules_public.uuid_module;

COMMENT ON VIEW metaschema_modules_public.installed_modules IS 'Every module that is installed, in one place';
COMMENT ON COLUMN metaschema_modules_public.installed_modules.module_name IS 'Its name: that of its table without _module';
COMMENT ON COLUMN metaschema_modules_public.installed_modules.database_id IS 'The database it is installed in';
COMMENT ON COLUMN metaschema_modules_public.installed_modules.api_id IS 'The API it is for; null for the whole database';
COMMENT ON COLUMN metaschema_modules_public.installed_modules.enabled IS 'Whether it is switched on';
COMMENT ON COLUMN metaschema_modules_public.installed_modules.settings IS 'Its settings';

GRANT SELECT ON TABLE metaschema_modules_public.installed_modules TO authenticated, administrator;
