-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/canonical_text to pg

-- requires: schemas/pgmeta_verify/schema

CREATE FUNCTION pgmeta_verify.canonical_text(catalog_text text)
RETURNS text
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  result text := btrim(regexp_replace(catalog_text, '\s+', ' ', 'g'));
  extension_schema text;
  members text;
BEGIN
  FOR extension_schema IN
    SELECT DISTINCT quote_ident(n.nspname)
      FROM pg_extension AS e
      JOIN pg_namespace AS n ON n.oid = e.extnamespace
     WHERE n.nspname <> 'pg_catalog' AND strpos(result, quote_ident(n.nspname) || '.') > 0
  LOOP
    result := regexp_replace(result, 'OPERATOR\(' || extension_schema || '\.([^)]+)\)', '\1', 'g');
    SELECT string_agg(DISTINCT quote_ident(m.name), '|')
      INTO members
      FROM pg_depend AS d
      CROSS JOIN LATERAL (
        SELECT t.typname AS name FROM pg_type AS t WHERE d.classid = 'pg_type'::regclass AND t.oid = d.objid
        UNION ALL
        SELECT f.proname FROM pg_proc AS f WHERE d.classid = 'pg_proc'::regclass AND f.oid = d.objid
      ) AS m
     WHERE d.refclassid = 'pg_extension'::regclass
       AND d.deptype = 'e'
       AND strpos(result, extension_schema || '.' || quote_ident(m.name)) > 0;
    IF members IS NOT NULL THEN
      result := regexp_replace(result, '\m' || extension_schema || '\.(' || members || ')\M', '\1', 'g');
    END IF;
  END LOOP;
  RETURN result;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.canonical_text(text) IS 'A type or expression as the catalog prints it, with single spaces and without the schema of extension members: wherever an extension lies, the text is the same';
