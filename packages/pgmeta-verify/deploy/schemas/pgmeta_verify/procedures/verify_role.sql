-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_role to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/role_oid
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_role(role_name text, VARIADIC attributes text[] DEFAULT '{}')
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  role_id oid := pgmeta_verify.role_oid(role_name);
  missing text;
BEGIN
  SELECT string_agg(a.attribute, ', ')
    INTO missing
    FROM unnest(attributes) AS a (attribute)
   WHERE NOT EXISTS (
           SELECT 1
             FROM pg_roles AS r
             CROSS JOIN LATERAL (VALUES
               ('login', r.rolcanlogin), ('superuser', r.rolsuper), ('createdb', r.rolcreatedb),
               ('createrole', r.rolcreaterole), ('replication', r.rolreplication),
               ('bypassrls', r.rolbypassrls), ('inherit', r.rolinherit)
             ) AS f (word, held)
            WHERE r.oid = role_id
              AND lower(a.attribute) = CASE WHEN f.held THEN f.word ELSE 'no' || f.word END);
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'Wrong role --> %', role_name
      USING DETAIL = format('it is not %s', missing), HINT = '`pgmeta admin-users bootstrap` gives the base roles their attributes back';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_role(text, text[]) IS 'Asserts that a role exists and has these attributes, each a word of CREATE ROLE: login, nologin, bypassrls, nobypassrls, ...';
