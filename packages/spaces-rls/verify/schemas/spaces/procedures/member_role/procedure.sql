-- Verify spaces-rls:schemas/spaces/procedures/member_role/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'spaces.member_role(text)',
    '(p_space text) returns text language sql stable security definer set search_path=pg_catalog,
     pg_temp',
    '84d3ba492c010b0e3a22d828e8808eaa'
);
SELECT pgmeta_verify.verify_function_grants(
    'spaces.member_role(text)', 'authenticated', 'service_role'
);
