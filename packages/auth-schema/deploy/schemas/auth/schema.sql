-- Deploy auth-schema:schemas/auth/schema to pg

-- requires: pgmeta-verify:@0.1.0

-- Several packages keep objects in this schema. A database may have one of its own.
DO $do$
BEGIN
    IF to_regnamespace('auth') IS NULL THEN
        CREATE SCHEMA auth;
        COMMENT ON SCHEMA auth IS 'Who is calling: users, sessions, organizations and the caller''s identity';
    END IF;
END
$do$;
