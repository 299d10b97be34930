-- Deploy auth-storage:schemas/auth/tables/users/table to pg

-- requires: auth-schema:schemas/auth/schema
-- requires: schemas/auth/procedures/blank_email_to_null/procedure

CREATE TABLE auth.users (
    id                   uuid         NOT NULL DEFAULT gen_random_uuid(),
    tenant_id            uuid         NOT NULL,
    handle               varchar(64)  NOT NULL,
    email                varchar(255),
    display_name         varchar(128),
    password_hash        text         NOT NULL,
    role                 varchar(32)  NOT NULL DEFAULT 'viewer',
    is_active            boolean      NOT NULL DEFAULT true,
    is_locked            boolean               DEFAULT false,
    lock_reason          text,
    locked_at            timestamptz,
    needs_onboarding     boolean      NOT NULL DEFAULT true,
    onboarding_step      integer      NOT NULL DEFAULT 0,
    first_login          boolean               DEFAULT true,
    totp_enabled         boolean      NOT NULL DEFAULT false,
    totp_secret_id       varchar(128),
    permissions          jsonb,
    bio                  text,
    avatar_url           text,
    pronouns             varchar(32),
    timezone             varchar(64),
    locale               varchar(16),
    theme                varchar(8),
    email_notifications  boolean               DEFAULT true,
    login_attempts       integer               DEFAULT 0,
    last_failed_login_at timestamptz,
    last_login_at        timestamptz,
    password_changed_at  timestamptz,
    ip_address           varchar(45),
    user_agent           text,
    created_at           timestamptz  NOT NULL DEFAULT now(),
    updated_at           timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_tenant_id_unique UNIQUE (tenant_id, id),
    CONSTRAINT users_handle_lower CHECK (handle = lower(handle)),
    CONSTRAINT users_email_lower CHECK (email = lower(email))
);

CREATE UNIQUE INDEX users_tenant_handle_unique ON auth.users (tenant_id, handle);
CREATE UNIQUE INDEX users_tenant_email_unique ON auth.users (tenant_id, email);
CREATE INDEX users_tenant_idx ON auth.users (tenant_id);

COMMENT ON TABLE auth.users IS
    'People, each in one tenant; handle and e-mail address are unique within the tenant';
COMMENT ON COLUMN auth.users.id IS 'The user';
COMMENT ON COLUMN auth.users.tenant_id IS 'The tenant the user belongs to';
COMMENT ON COLUMN auth.users.handle IS 'Name to sign in with, in lower case';
COMMENT ON COLUMN auth.users.email IS 'E-mail address in lower case; NULL when there is none';
COMMENT ON COLUMN auth.users.display_name IS 'Name to show';
COMMENT ON COLUMN auth.users.password_hash IS 'bcrypt hash of the password';
COMMENT ON COLUMN auth.users.role IS 'Role within the tenant';
COMMENT ON COLUMN auth.users.is_active IS 'False: may not sign in';
COMMENT ON COLUMN auth.users.is_locked IS 'True: locked out, for lock_reason';
COMMENT ON COLUMN auth.users.lock_reason IS 'Why the user is locked out';
COMMENT ON COLUMN auth.users.locked_at IS 'When the user was locked out';
COMMENT ON COLUMN auth.users.needs_onboarding IS 'True until onboarding is done';
COMMENT ON COLUMN auth.users.onboarding_step IS 'Last onboarding step that was done';
COMMENT ON COLUMN auth.users.first_login IS 'True until the first sign-in';
COMMENT ON COLUMN auth.users.totp_enabled IS 'True: a one-time code is asked for at sign-in';
COMMENT ON COLUMN auth.users.totp_secret_id IS 'Reference to the secret for one-time codes';
COMMENT ON COLUMN auth.users.permissions IS 'Permissions beyond the role: an array of strings';
COMMENT ON COLUMN auth.users.bio IS 'What the user says of themselves';
COMMENT ON COLUMN auth.users.avatar_url IS 'Picture';
COMMENT ON COLUMN auth.users.pronouns IS 'Pronouns';
COMMENT ON COLUMN auth.users.timezone IS 'Time zone by its IANA name';
COMMENT ON COLUMN auth.users.locale IS 'Language and region';
COMMENT ON COLUMN auth.users.theme IS 'light, dark or auto';
COMMENT ON COLUMN auth.users.email_notifications IS 'True: wants e-mail';
COMMENT ON COLUMN auth.users.login_attempts IS 'Failed sign-ins since the last success';
COMMENT ON COLUMN auth.users.last_failed_login_at IS 'Last failed sign-in';
COMMENT ON COLUMN auth.users.last_login_at IS 'Last sign-in';
COMMENT ON COLUMN auth.users.password_changed_at IS 'Last change of the password';
COMMENT ON COLUMN auth.users.ip_address IS 'Address of the last sign-in';
COMMENT ON COLUMN auth.users.user_agent IS 'Program of the last sign-in';
COMMENT ON COLUMN auth.users.created_at IS 'When the row was made';
COMMENT ON COLUMN auth.users.updated_at IS 'When the row was last written';

CREATE TRIGGER users_blank_email
    BEFORE INSERT OR UPDATE OF email ON auth.users
    FOR EACH ROW EXECUTE FUNCTION auth.blank_email_to_null();
