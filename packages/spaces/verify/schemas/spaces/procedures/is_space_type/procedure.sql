-- Verify spaces:schemas/spaces/procedures/is_space_type/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'spaces.is_space_type(text)',
    '(p_type text) returns boolean language sql immutable set search_path=pg_catalog, pg_temp',
    'e4bf325302900c9e275590e8ea336bd2'
);
SELECT pgmeta_verify.verify_function_grants('spaces.is_space_type(text)', 'public');
