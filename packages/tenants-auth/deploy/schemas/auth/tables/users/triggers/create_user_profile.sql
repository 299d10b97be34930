-- Deploy tenants-auth:schemas/auth/tables/users/triggers/create_user_profile to pg

-- requires: auth-storage:schemas/auth/tables/users/table
-- requires: tenants:schemas/public/tables/user_profiles/table
-- requires: tenants:schemas/public/tables/user_profiles/policies

-- Row level security of user_profiles holds the owner too, so the new user is named as the
-- caller for the one statement. Should it fail, the setting is rolled back with it.
CREATE FUNCTION auth.create_user_profile()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    v_caller constant text := coalesce(current_setting('request.jwt.claim.sub', true), '');
BEGIN
    IF NEW.email IS NOT NULL THEN
        PERFORM set_config('request.jwt.claim.sub', NEW.id::text, true);
        INSERT INTO public.user_profiles (id, display_name, email)
        VALUES (NEW.id, NEW.display_name, NEW.email)
        ON CONFLICT (id) DO NOTHING;
        PERFORM set_config('request.jwt.claim.sub', v_caller, true);
    END IF;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION auth.create_user_profile() IS
    'Trigger: makes the profile of a user who has an e-mail address and no profile yet';

REVOKE ALL ON FUNCTION auth.create_user_profile() FROM PUBLIC;

CREATE TRIGGER create_user_profile
    AFTER INSERT OR UPDATE OF email ON auth.users
    FOR EACH ROW EXECUTE FUNCTION auth.create_user_profile();
