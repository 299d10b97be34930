-- Verify spaces:schemas/spaces/procedures/effective_permission/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'spaces.effective_permission(text, text, text)',
    '(p_space text, p_role text, p_module text, OUT can_read boolean, OUT can_write boolean, OUT
     can_admin boolean, OUT source text) returns record language plpgsql stable set
     search_path=pg_catalog, pg_temp',
    'd5bbad9af1c4e7d93b3df787719bd1e3'
);
SELECT pgmeta_verify.verify_function_grants(
    'spaces.effective_permission(text, text, text)', 'public'
);
