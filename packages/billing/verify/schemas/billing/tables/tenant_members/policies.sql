-- Verify billing:schemas/billing/tables/tenant_members/policies on pg

SELECT pgmeta_verify.verify_security('billing.tenant_members', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_members_read', 'billing.tenant_members',
    'for select to public using (((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid) OR (email = lower(NULLIF(current_setting(''app.member_email''::text, true),
     ''''::text)))))'
);
SELECT pgmeta_verify.verify_policy(
    'tenant_members_insert', 'billing.tenant_members',
    'for insert to public with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);
SELECT pgmeta_verify.verify_policy(
    'tenant_members_update', 'billing.tenant_members',
    'for update to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);
SELECT pgmeta_verify.verify_policy(
    'tenant_members_delete', 'billing.tenant_members',
    'for delete to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid))'
);
