-- Verify spaces-rls:schemas/spaces/tables/credentials/policies on pg

SELECT pgmeta_verify.verify_policy(
    'admins_manage_credentials', 'spaces.credentials',
    'for all to public using ((spaces.member_role(space_id) = ANY (ARRAY[''owner''::text,
     ''admin''::text]))) with check ((spaces.member_role(space_id) = ANY (ARRAY[''owner''::text,
     ''admin''::text])))'
);

SELECT pgmeta_verify.verify_table_grants(
    'spaces.credentials', 'authenticated', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'
);
SELECT pgmeta_verify.verify_table_grants(
    'spaces.credentials', 'service_role', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'
);
SELECT pgmeta_verify.verify_table_grants('spaces.credentials', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('spaces.credentials', 'public');
