-- Revert tenants:schemas/public/procedures/create_tenant_with_owner/procedure from pg

DROP FUNCTION public.create_tenant_with_owner(text, text, text, text, text);
