-- Deploy auth-storage:schemas/auth/tables/audit_events/table to pg

-- requires: auth-schema:schemas/auth/schema

CREATE TABLE auth.audit_events (
    id             text        NOT NULL DEFAULT concat('evt_', gen_random_uuid()),
    tenant_id      uuid        NOT NULL,
    type           varchar(64) NOT NULL,
    user_id        uuid,
    target_user_id uuid,
    handle         varchar(64),
    ip_address     varchar(45),
    user_agent     text,
    details        jsonb       NOT NULL,
    severity       varchar(16) NOT NULL DEFAULT 'info',
    source         varchar(16) NOT NULL DEFAULT 'system',
    "timestamp"    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT audit_events_pkey PRIMARY KEY (id)
);

CREATE INDEX audit_events_tenant_idx ON auth.audit_events (tenant_id);
CREATE INDEX audit_events_tenant_timestamp_idx ON auth.audit_events (tenant_id, "timestamp" DESC);

COMMENT ON TABLE auth.audit_events IS
    'What happened to accounts; rows outlive the users they name';
COMMENT ON COLUMN auth.audit_events.id IS 'The event';
COMMENT ON COLUMN auth.audit_events.tenant_id IS 'The tenant';
COMMENT ON COLUMN auth.audit_events.type IS 'Kind of event';
COMMENT ON COLUMN auth.audit_events.user_id IS 'Who did it';
COMMENT ON COLUMN auth.audit_events.target_user_id IS 'To whom it was done';
COMMENT ON COLUMN auth.audit_events.handle IS 'Handle as it was given';
COMMENT ON COLUMN auth.audit_events.ip_address IS 'Address of the client';
COMMENT ON COLUMN auth.audit_events.user_agent IS 'Program of the client';
COMMENT ON COLUMN auth.audit_events.details IS 'Particulars: an object';
COMMENT ON COLUMN auth.audit_events.severity IS 'info, warning, error or critical';
COMMENT ON COLUMN auth.audit_events.source IS 'system, user or admin';
COMMENT ON COLUMN auth.audit_events."timestamp" IS 'When it happened';
