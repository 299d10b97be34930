-- Deploy auth-context:schemas/auth/procedures/uid/procedure to pg

-- requires: auth-schema:schemas/auth/schema
-- requires: schemas/auth/grants/usage
-- requires: pgmeta-roles:@0.1.0

-- A gateway sets one of two settings for the transaction: the subject alone, or the
-- whole set of claims. After a transaction that set it, a setting reads as ''.
CREATE FUNCTION auth.uid()
RETURNS uuid
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT nullif(
        coalesce(
            nullif(current_setting('request.jwt.claim.sub', true), ''),
            nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
        ),
        ''
    )::uuid
$$;

COMMENT ON FUNCTION auth.uid() IS
    'The user who is calling, as request.jwt.claim.sub or the sub of request.jwt.claims says; NULL when neither is set';

REVOKE ALL ON FUNCTION auth.uid() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.uid() TO authenticated, service_role;
