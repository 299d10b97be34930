-- Deploy billing:schemas/billing/tables/tenant_members/table to pg

-- requires: schemas/billing/schema
-- requires: schemas/billing/tables/tenants/table

CREATE TABLE billing.tenant_members (
    tenant_id    uuid        NOT NULL,
    email        text        NOT NULL,
    role         text        NOT NULL,
    status       text        NOT NULL,
    source       text        NOT NULL,
    published_at timestamptz NOT NULL,
    CONSTRAINT tenant_members_pkey PRIMARY KEY (tenant_id, email),
    CONSTRAINT tenant_members_tenant_id_fkey FOREIGN KEY (tenant_id)
        REFERENCES billing.tenants (id) ON DELETE CASCADE,
    CONSTRAINT tenant_members_role_check CHECK (role IN ('client_viewer', 'client_admin', 'operator')),
    CONSTRAINT tenant_members_email_lower CHECK (email = lower(email))
);

CREATE INDEX tenant_members_email_idx ON billing.tenant_members (email);

COMMENT ON TABLE billing.tenant_members IS
    'People, by e-mail address, who may see a tenant''s billing';
COMMENT ON COLUMN billing.tenant_members.tenant_id IS 'The tenant';
COMMENT ON COLUMN billing.tenant_members.email IS 'E-mail address in lower case';
COMMENT ON COLUMN billing.tenant_members.role IS 'client_viewer, client_admin or operator';
COMMENT ON COLUMN billing.tenant_members.status IS 'State of the membership, as published';
COMMENT ON COLUMN billing.tenant_members.source IS 'Who published the row';
COMMENT ON COLUMN billing.tenant_members.published_at IS 'When the row was published';
