-- Verify spaces-rls:schemas/spaces/procedures/current_user_id/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'spaces.current_user_id()',
    '() returns text language sql stable set search_path=pg_catalog, pg_temp',
    '6279737c4e3023f8fc9b9e854c10d5e7'
);
SELECT pgmeta_verify.verify_function_grants(
    'spaces.current_user_id()', 'authenticated', 'service_role'
);
