-- Deploy spaces:schemas/spaces/procedures/is_space_type/procedure to pg

-- requires: schemas/spaces/schema

CREATE FUNCTION spaces.is_space_type(p_type text)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(p_type IN ('personal', 'brand', 'club', 'family', 'team', 'practice'), false)
$$;

COMMENT ON FUNCTION spaces.is_space_type(text) IS
    'Is it a type of space? personal, brand, club, family, team and practice are; case counts';
