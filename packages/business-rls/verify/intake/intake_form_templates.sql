-- Verify business-rls:intake/intake_form_templates on pg

SELECT pgmeta_verify.verify_security('public.intake_form_templates', true);

SELECT pgmeta_verify.verify_policy(
    'tenant_isolation', 'public.intake_form_templates',
    'for all to public using ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true),
     ''''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting(''app.tenant_id''::text,
     true), ''''::text))::uuid))'
);
