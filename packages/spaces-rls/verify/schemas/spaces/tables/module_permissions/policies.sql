-- Verify spaces-rls:schemas/spaces/tables/module_permissions/policies on pg

SELECT pgmeta_verify.verify_policy(
    'members_view_permissions', 'spaces.module_permissions',
    'for select to public using (spaces.is_member(space_id))'
);
SELECT pgmeta_verify.verify_policy(
    'owners_insert_permissions', 'spaces.module_permissions',
    'for insert to public with check ((spaces.member_role(space_id) = ''owner''::text))'
);
SELECT pgmeta_verify.verify_policy(
    'owners_update_permissions', 'spaces.module_permissions',
    'for update to public using ((spaces.member_role(space_id) = ''owner''::text)) with check
     ((spaces.member_role(space_id) = ''owner''::text))'
);
SELECT pgmeta_verify.verify_policy(
    'owners_delete_permissions', 'spaces.module_permissions',
    'for delete to public using ((spaces.member_role(space_id) = ''owner''::text))'
);

SELECT pgmeta_verify.verify_table_grants(
    'spaces.module_permissions', 'authenticated', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'
);
SELECT pgmeta_verify.verify_table_grants(
    'spaces.module_permissions', 'service_role', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'
);
SELECT pgmeta_verify.verify_table_grants('spaces.module_permissions', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('spaces.module_permissions', 'public');
