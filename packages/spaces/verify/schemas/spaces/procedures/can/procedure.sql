-- Verify spaces:schemas/spaces/procedures/can/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'spaces.can(text, text, text, text)',
    '(p_space text, p_user text, p_module text, p_action text) returns boolean language plpgsql stable
     set search_path=pg_catalog, pg_temp',
    'e242ffd450b6f59df4ad720843daec60'
);
SELECT pgmeta_verify.verify_function_grants('spaces.can(text, text, text, text)');
