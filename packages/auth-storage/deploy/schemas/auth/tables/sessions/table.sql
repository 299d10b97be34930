-- Deploy auth-storage:schemas/auth/tables/sessions/table to pg

-- requires: auth-schema:schemas/auth/schema
-- requires: schemas/auth/tables/users/table

CREATE TABLE auth.sessions (
    id                   uuid        NOT NULL DEFAULT gen_random_uuid(),
    tenant_id            uuid        NOT NULL,
    user_id              uuid        NOT NULL,
    expires              timestamptz NOT NULL,
    expires_at           timestamptz NOT NULL,
    created_at           timestamptz NOT NULL DEFAULT now(),
    user_data            jsonb,
    client_ip            varchar(45) NOT NULL DEFAULT 'unknown',
    client_ip_masked     varchar(45),
    user_agent           text        NOT NULL DEFAULT 'unknown',
    device_type          varchar(16)          DEFAULT 'unknown',
    browser_fingerprint  text,
    geo_location         jsonb,
    temp_totp_secret     text,
    temp_totp_expires_at timestamptz,
    CONSTRAINT sessions_pkey PRIMARY KEY (id),
    CONSTRAINT sessions_user_id_users_id_fk FOREIGN KEY (tenant_id, user_id)
        REFERENCES auth.users (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX sessions_tenant_idx ON auth.sessions (tenant_id);
CREATE INDEX sessions_tenant_user_idx ON auth.sessions (tenant_id, user_id);
CREATE INDEX sessions_tenant_expires_at_idx ON auth.sessions (tenant_id, expires_at);

COMMENT ON TABLE auth.sessions IS
    'Sign-ins that have not ended; live while expires_at lies ahead by the clock of the database';
COMMENT ON COLUMN auth.sessions.id IS 'The session';
COMMENT ON COLUMN auth.sessions.tenant_id IS 'The tenant';
COMMENT ON COLUMN auth.sessions.user_id IS 'Who is signed in: a user of the same tenant';
COMMENT ON COLUMN auth.sessions.expires IS 'End as the program computed it';
COMMENT ON COLUMN auth.sessions.expires_at IS 'End of the session; the one that counts';
COMMENT ON COLUMN auth.sessions.created_at IS 'When it began';
COMMENT ON COLUMN auth.sessions.user_data IS 'The user as shown to the program: id, username, name, role, onboarding';
COMMENT ON COLUMN auth.sessions.client_ip IS 'Address of the client';
COMMENT ON COLUMN auth.sessions.client_ip_masked IS 'The address without its last part';
COMMENT ON COLUMN auth.sessions.user_agent IS 'Program of the client';
COMMENT ON COLUMN auth.sessions.device_type IS 'mobile, tablet, desktop or unknown';
COMMENT ON COLUMN auth.sessions.browser_fingerprint IS 'Fingerprint of the browser';
COMMENT ON COLUMN auth.sessions.geo_location IS 'Where the address is: country, city';
COMMENT ON COLUMN auth.sessions.temp_totp_secret IS 'Encrypted secret while one-time codes are being set up';
COMMENT ON COLUMN auth.sessions.temp_totp_expires_at IS 'When that secret is void';
