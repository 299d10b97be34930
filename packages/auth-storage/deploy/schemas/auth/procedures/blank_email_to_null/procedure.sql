-- Deploy auth-storage:schemas/auth/procedures/blank_email_to_null/procedure to pg

-- requires: auth-schema:schemas/auth/schema

-- Programs that have no address for somebody write ''; two of them in one tenant would
-- collide in the unique index.
CREATE FUNCTION auth.blank_email_to_null()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    NEW.email := nullif(NEW.email, '');
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION auth.blank_email_to_null() IS 'Trigger: an empty e-mail address is stored as NULL';

REVOKE ALL ON FUNCTION auth.blank_email_to_null() FROM PUBLIC;
