-- Deploy db-meta-modules:schemas/metaschema_modules_public/procedures/is_module_enabled to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: schemas/metaschema_modules_public/views/installed_modules/view

CREATE FUNCTION metaschema_modules_public.is_module_enabled(database_id uuid, module_name text, api_id uuid DEFAULT NULL)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
SELECT coalesce(
         bool_or(i.enabled) FILTER (WHERE i.api_id = is_module_enabled.api_id),
         bool_or(i.enabled) FILTER (WHERE i.api_id IS NULL),
         false)
  FROM metaschema_modules_public.installed_modules AS i
 WHERE i.database_id = is_module_enabled.database_id
   AND i.module_name = is_module_enabled.module_name
$$;

COMMENT ON FUNCTION metaschema_modules_public.is_module_enabled(uuid, text, uuid) IS 'Whether a module is switched on for an API: its own row decides, else the row for the whole database; without an API only the latter';

REVOKE ALL ON FUNCTION metaschema_modules_public.is_module_enabled(uuid, text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION metaschema_modules_public.is_module_enabled(uuid, text, uuid) TO authenticated, administrator;
