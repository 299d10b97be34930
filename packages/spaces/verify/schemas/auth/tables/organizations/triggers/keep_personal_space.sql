-- Verify spaces:schemas/auth/tables/organizations/triggers/keep_personal_space on pg

SELECT pgmeta_verify.verify_function_definition(
    'spaces.keep_personal_space()',
    '() returns trigger language plpgsql volatile set search_path=pg_catalog, pg_temp',
    '81580e636bec1ffc4302d9a195bed78c'
);
SELECT pgmeta_verify.verify_function_grants('spaces.keep_personal_space()');

SELECT pgmeta_verify.verify_table_trigger(
    'auth.organizations', 'keep_personal_space',
    'BEFORE DELETE ON auth.organizations FOR EACH ROW EXECUTE FUNCTION spaces.keep_personal_space()'
);
