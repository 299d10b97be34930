-- Deploy encryption-vault:schemas/auth/schema to pg

-- requires: pgmeta-verify:@0.1.0

-- Several packages keep tables in this schema; the first one makes it.
DO $do$
BEGIN
    IF to_regnamespace('auth') IS NULL THEN
        CREATE SCHEMA auth;
        COMMENT ON SCHEMA auth IS 'Who is calling: users, sessions, organizations and the caller''s identity';
    END IF;
END
$do$;
