-- Verify spaces-rls:schemas/spaces/procedures/is_member/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'spaces.is_member(text)',
    '(p_space text) returns boolean language sql stable set search_path=pg_catalog, pg_temp',
    'fce0f0d2c28345a58da0b41abb76b3a0'
);
SELECT pgmeta_verify.verify_function_grants(
    'spaces.is_member(text)', 'authenticated', 'service_role'
);
