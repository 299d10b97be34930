-- Deploy db-meta-modules:schemas/metaschema_modules_public/procedures/set_module_enabled to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: schemas/metaschema_modules_public/tables/module_catalogue/table
-- requires: schemas/metaschema_modules_public/tables/module_requirement/table
-- requires: db-meta-schema:schemas/services_public/tables/apis/table
-- requires: schemas/metaschema_modules_public/procedures/is_module_enabled
-- requires: schemas/metaschema_modules_public/procedures/missing_modules

CREATE FUNCTION metaschema_modules_public.set_module_enabled(database_id uuid, module_name text, enabled boolean, api_id uuid DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  module_table text;
  others text;
  switched integer;
BEGIN
  SELECT c.table_name INTO module_table FROM metaschema_modules_public.module_catalogue AS c WHERE c.name = module_name;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no module %', module_name
      USING ERRCODE = 'undefined_object', HINT = 'the modules there are: SELECT name FROM metaschema_modules_public.module_catalogue';
  END IF;
  EXECUTE format(
    'UPDATE metaschema_modules_public.%I AS t SET enabled = $1 WHERE t.database_id = $2 AND t.api_id IS NOT DISTINCT FROM $3',
    module_table) USING enabled, database_id, api_id;
  GET DIAGNOSTICS switched = ROW_COUNT;
  IF switched = 0 THEN
    RAISE EXCEPTION 'module % is not installed there', module_name
      USING ERRCODE = 'no_data_found', HINT = format('INSERT INTO metaschema_modules_public.%I (database_id, api_id) VALUES (...)', module_table);
  END IF;
  -- What holds for the whole database holds for each of its APIs that has no row of its own.
  IF enabled THEN
    SELECT string_agg(DISTINCT m.name, ', ')
      INTO others
      FROM (
        SELECT set_module_enabled.api_id
        UNION
        SELECT a.id FROM services_public.apis AS a WHERE a.database_id = set_module_enabled.database_id AND set_module_enabled.api_id IS NULL
      ) AS s (api_id)
      CROSS JOIN LATERAL metaschema_modules_public.missing_modules(set_module_enabled.database_id, set_module_enabled.module_name, s.api_id) AS m
     WHERE metaschema_modules_public.is_module_enabled(set_module_enabled.database_id, set_module_enabled.module_name, s.api_id);
    IF others IS NOT NULL THEN
      RAISE EXCEPTION 'module % requires modules that are not switched on: %', module_name, others
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'enable them first; metaschema_modules_public.missing_modules lists them in order';
    END IF;
    RETURN switched;
  END IF;
  SELECT string_agg(DISTINCT r.module_name, ', ')
    INTO others
    FROM (
      SELECT set_module_enabled.api_id
      UNION
      SELECT a.id FROM services_public.apis AS a WHERE a.database_id = set_module_enabled.database_id AND set_module_enabled.api_id IS NULL
    ) AS s (api_id)
    JOIN metaschema_modules_public.module_requirement AS r ON r.required_name = set_module_enabled.module_name
   WHERE metaschema_modules_public.is_module_enabled(set_module_enabled.database_id, r.module_name, s.api_id)
     AND NOT metaschema_modules_public.is_module_enabled(set_module_enabled.database_id, r.required_name, s.api_id);
  IF others IS NOT NULL THEN
    RAISE EXCEPTION 'module % is required by modules that are switched on: %', module_name, others
      USING ERRCODE = 'dependent_objects_still_exist', HINT = 'disable them first';
  END IF;
  RETURN switched;
END
$$;

COMMENT ON FUNCTION metaschema_modules_public.set_module_enabled(uuid, text, boolean, uuid) IS 'Switches an installed module on or off while everything runs and returns how many rows say so; refuses to leave a module on whose requirements are off';

REVOKE ALL ON FUNCTION metaschema_modules_public.set_module_enabled(uuid, text, boolean, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION metaschema_modules_public.set_module_enabled(uuid, text, boolean, uuid) TO administrator;
