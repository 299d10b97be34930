-- Deploy spaces-rls:schemas/spaces/procedures/current_user_id/procedure to pg

-- requires: spaces:schemas/spaces/schema
-- requires: schemas/spaces/grants/usage
-- requires: pgmeta-roles:@0.1.0

CREATE FUNCTION spaces.current_user_id()
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT nullif(current_setting('app.current_user_id', true), '')
$$;

COMMENT ON FUNCTION spaces.current_user_id() IS
    'The user who is calling, as app.current_user_id says; NULL when it is absent or empty';

REVOKE ALL ON FUNCTION spaces.current_user_id() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION spaces.current_user_id() TO authenticated, service_role;
