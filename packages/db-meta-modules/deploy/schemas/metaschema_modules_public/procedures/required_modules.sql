-- Deploy db-meta-modules:schemas/metaschema_modules_public/procedures/required_modules to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: schemas/metaschema_modules_public/tables/module_requirement/table

CREATE FUNCTION metaschema_modules_public.required_modules(module_name text)
RETURNS TABLE(name text, depth integer)
LANGUAGE sql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
WITH RECURSIVE needed (name, depth, path) AS (
  SELECT r.required_name, 1, ARRAY[r.module_name, r.required_name]
    FROM metaschema_modules_public.module_requirement AS r
   WHERE r.module_name = required_modules.module_name
  UNION ALL
  SELECT r.required_name, n.depth + 1, n.path || r.required_name
    FROM needed AS n
    JOIN metaschema_modules_public.module_requirement AS r ON r.module_name = n.name
   WHERE r.required_name <> ALL (n.path)
)
SELECT n.name, max(n.depth)
  FROM needed AS n
 GROUP BY n.name
 ORDER BY 2 DESC, 1
$$;

COMMENT ON FUNCTION metaschema_modules_public.required_modules(text) IS 'What enabling a module requires, directly or through others, in the order to enable it: the deepest first';

REVOKE ALL ON FUNCTION metaschema_modules_public.required_modules(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION metaschema_modules_public.required_modules(text) TO authenticated, administrator;
