-- Deploy spaces:schemas/auth/tables/organizations/triggers/keep_personal_space to pg

-- requires: schemas/spaces/schema
-- requires: organizations:schemas/auth/tables/organizations/table

CREATE FUNCTION spaces.keep_personal_space()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF OLD.metadata ->> 'type' = 'personal'
        AND coalesce(current_setting('app.allow_personal_space_deletion', true), '') <> 'on'
    THEN
        RAISE EXCEPTION 'SPACE_PERSONAL_UNDELETABLE'
            USING DETAIL = format('Space %s is somebody''s personal space.', OLD.id),
                  HINT = 'To delete an account, set app.allow_personal_space_deletion to on for the transaction.';
    END IF;
    RETURN OLD;
END
$$;

COMMENT ON FUNCTION spaces.keep_personal_space() IS
    'Trigger: refuses to delete a personal space, unless app.allow_personal_space_deletion is on';

REVOKE ALL ON FUNCTION spaces.keep_personal_space() FROM PUBLIC;

CREATE TRIGGER keep_personal_space
    BEFORE DELETE ON auth.organizations
    FOR EACH ROW EXECUTE FUNCTION spaces.keep_personal_space();
