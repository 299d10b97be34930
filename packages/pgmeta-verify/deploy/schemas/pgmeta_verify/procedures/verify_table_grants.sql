-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_table_grants to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/relation_oid
-- requires: schemas/pgmeta_verify/procedures/role_oid
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_table_grants(q_table text, role_name text, VARIADIC privileges text[] DEFAULT '{}')
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  relation oid := pgmeta_verify.relation_oid(q_table);
  grantee_id oid := pgmeta_verify.role_oid(role_name);
  wanted text;
  present text;
BEGIN
  IF relation IS NULL THEN
    RAISE EXCEPTION 'Nonexistent table --> %', q_table
      USING HINT = 'deploy the change that creates it';
  END IF;
  IF EXISTS (SELECT 1 FROM pg_class AS c WHERE c.oid = relation AND c.relowner = grantee_id) THEN
    RETURN true;
  END IF;
  SELECT string_agg(w.privilege, ', ' ORDER BY w.privilege)
    INTO wanted
    FROM (
      SELECT upper(split_part(p.word, ' (', 1)) || CASE WHEN strpos(p.word, ' (') > 0 THEN substr(p.word, strpos(p.word, ' (')) ELSE '' END AS privilege
        FROM unnest(privileges) AS p (word)
       WHERE upper(p.word) <> 'ALL'
      UNION
      SELECT a.privilege_type
        FROM pg_class AS c
        CROSS JOIN LATERAL aclexplode(acldefault('r', c.relowner)) AS a
       WHERE c.oid = relation AND 'ALL' = ANY (SELECT upper(p.word) FROM unnest(privileges) AS p (word))
    ) AS w;
  SELECT string_agg(g.privilege, ', ' ORDER BY g.privilege)
    INTO present
    FROM (
      SELECT a.privilege_type AS privilege
        FROM pg_class AS c
        CROSS JOIN LATERAL aclexplode(c.relacl) AS a
       WHERE c.oid = relation AND a.grantee = grantee_id
      UNION
      SELECT a.privilege_type || ' (' || string_agg(t.attname, ', ' ORDER BY t.attnum) || ')'
        FROM pg_attribute AS t
        CROSS JOIN LATERAL aclexplode(t.attacl) AS a
       WHERE t.attrelid = relation AND NOT t.attisdropped AND a.grantee = grantee_id
       GROUP BY a.privilege_type
    ) AS g;
  IF present IS DISTINCT FROM wanted THEN
    RAISE EXCEPTION 'Wrong table grants --> % on %', role_name, q_table
      USING DETAIL = format('expected %s; found %s', coalesce(wanted, 'none'), coalesce(present, 'none')), HINT = 'privileges were granted or revoked after it was deployed';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_table_grants(text, text, text[]) IS 'Asserts that a role was granted exactly these privileges on a table: ALL for every one, "UPDATE (a, b)" for those of columns in the order of the table, none at all when none is given; true for the owner';
