-- Verify spaces-rls:schemas/spaces/procedures/current_user_can/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'spaces.current_user_can(text, text, text)',
    '(p_space text, p_module text, p_action text) returns boolean language sql stable security definer
     set search_path=pg_catalog, pg_temp',
    '94e36d2a159655cfbc4d06a5d0cc54ad'
);
SELECT pgmeta_verify.verify_function_grants(
    'spaces.current_user_can(text, text, text)', 'authenticated', 'service_role'
);
