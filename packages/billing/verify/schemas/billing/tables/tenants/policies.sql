-- Verify billing:schemas/billing/tables/tenants/policies on pg

SELECT pgmeta_verify.verify_security('billing.tenants', true);

SELECT pgmeta_verify.verify_policy(
    'tenants_read', 'billing.tenants',
    'for select to public using (((id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid) OR (id IN ( SELECT m.tenant_id FROM billing.tenant_members m WHERE (m.email
     = lower(NULLIF(current_setting(''app.member_email''::text, true), ''''::text)))))))'
);
SELECT pgmeta_verify.verify_policy(
    'tenants_insert', 'billing.tenants',
    'for insert to public with check ((id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid))'
);
SELECT pgmeta_verify.verify_policy(
    'tenants_update', 'billing.tenants',
    'for update to public using ((id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid))'
);
SELECT pgmeta_verify.verify_policy(
    'tenants_delete', 'billing.tenants',
    'for delete to public using ((id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid))'
);
