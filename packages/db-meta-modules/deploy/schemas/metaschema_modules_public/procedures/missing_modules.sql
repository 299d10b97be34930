-- Deploy db-meta-modules:schemas/metaschema_modules_public/procedures/missing_modules to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: schemas/metaschema_modules_public/procedures/required_modules
-- requires: schemas/metaschema_modules_public/procedures/is_module_enabled

CREATE FUNCTION metaschema_modules_public.missing_modules(database_id uuid, module_name text, api_id uuid DEFAULT NULL)
RETURNS TABLE(name text, depth integer)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
SELECT r.name, r.depth
  FROM metaschema_modules_public.required_modules(missing_modules.module_name) AS r
 WHERE NOT metaschema_modules_public.is_module_enabled(missing_modules.database_id, r.name, missing_modules.api_id)
 ORDER BY r.depth DESC, r.name
$$;

COMMENT ON FUNCTION metaschema_modules_public.missing_modules(uuid, text, uuid) IS 'What a module requires and is not switched on yet, in the order to enable it';

REVOKE ALL ON FUNCTION metaschema_modules_public.missing_modules(uuid, text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION metaschema_modules_public.missing_modules(uuid, text, uuid) TO authenticated, administrator;
