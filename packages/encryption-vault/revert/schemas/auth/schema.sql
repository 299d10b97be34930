-- Revert encryption-vault:schemas/auth/schema from pg

-- The last package to leave drops the schema.
DO $do$
BEGIN
    DROP SCHEMA auth RESTRICT;
EXCEPTION
    WHEN dependent_objects_still_exist THEN
        RAISE NOTICE 'schema auth stays: other objects live in it';
END
$do$;
