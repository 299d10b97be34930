-- Verify business:intake/intake_form_templates on pg

SELECT pgmeta_verify.verify_table('public.intake_form_templates');

SELECT pgmeta_verify.verify_columns(
    'public.intake_form_templates',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'form_type character varying(64) not null',
    'version integer not null default 1',
    'title character varying(255) not null',
    'schema jsonb not null',
    'active boolean not null default true',
    'created_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'public.intake_form_templates', 'intake_form_templates_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_constraint(
    'public.intake_form_templates', 'intake_form_templates_tenant_id_unique',
    'UNIQUE (tenant_id, id)'
);
SELECT pgmeta_verify.verify_index(
    'public.intake_form_templates', 'intake_form_templates_tenant_idx',
    'btree (tenant_id)'
);
SELECT pgmeta_verify.verify_index(
    'public.intake_form_templates', 'idx_intake_tpl_type_version',
    'btree (form_type, version)'
);
