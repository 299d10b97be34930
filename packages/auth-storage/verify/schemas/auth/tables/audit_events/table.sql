-- Verify auth-storage:schemas/auth/tables/audit_events/table on pg

SELECT pgmeta_verify.verify_table('auth.audit_events');

SELECT pgmeta_verify.verify_columns(
    'auth.audit_events',
    'id text not null default concat(''evt_'', gen_random_uuid())',
    'tenant_id uuid not null',
    'type character varying(64) not null',
    'user_id uuid',
    'target_user_id uuid',
    'handle character varying(64)',
    'ip_address character varying(45)',
    'user_agent text',
    'details jsonb not null',
    'severity character varying(16) not null default ''info''::character varying',
    'source character varying(16) not null default ''system''::character varying',
    'timestamp timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'auth.audit_events', 'audit_events_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_index(
    'auth.audit_events', 'audit_events_tenant_idx',
    'btree (tenant_id)'
);
SELECT pgmeta_verify.verify_index(
    'auth.audit_events', 'audit_events_tenant_timestamp_idx',
    'btree (tenant_id, "timestamp" DESC)'
);
