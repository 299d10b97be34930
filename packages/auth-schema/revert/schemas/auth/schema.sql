-- Revert auth-schema:schemas/auth/schema from pg

-- It stays when objects of the database's own live in it.
DO $do$
BEGIN
    DROP SCHEMA IF EXISTS auth RESTRICT;
EXCEPTION
    WHEN dependent_objects_still_exist THEN
        RAISE NOTICE 'schema auth stays: other objects live in it';
END
$do$;
