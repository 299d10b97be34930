-- Verify spaces:schemas/spaces/procedures/is_module_allowed/procedure on pg

SELECT pgmeta_verify.verify_function_definition(
    'spaces.is_module_allowed(text, text)',
    '(p_space_type text, p_module text) returns boolean language sql stable set search_path=pg_catalog,
     pg_temp',
    'c6230e0047bd18edf38da33e95f0e8cb'
);
SELECT pgmeta_verify.verify_function_grants('spaces.is_module_allowed(text, text)', 'public');
