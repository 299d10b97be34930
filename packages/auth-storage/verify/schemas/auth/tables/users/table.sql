-- Verify auth-storage:schemas/auth/tables/users/table on pg

SELECT pgmeta_verify.verify_table('auth.users');

SELECT pgmeta_verify.verify_columns(
    'auth.users',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'handle character varying(64) not null',
    'email character varying(255)',
    'display_name character varying(128)',
    'password_hash text not null',
    'role character varying(32) not null default ''viewer''::character varying',
    'is_active boolean not null default true',
    'is_locked boolean default false',
    'lock_reason text',
    'locked_at timestamp with time zone',
    'needs_onboarding boolean not null default true',
    'onboarding_step integer not null default 0',
    'first_login boolean default true',
    'totp_enabled boolean not null default false',
    'totp_secret_id character varying(128)',
    'permissions jsonb',
    'bio text',
    'avatar_url text',
    'pronouns character varying(32)',
    'timezone character varying(64)',
    'locale character varying(16)',
    'theme character varying(8)',
    'email_notifications boolean default true',
    'login_attempts integer default 0',
    'last_failed_login_at timestamp with time zone',
    'last_login_at timestamp with time zone',
    'password_changed_at timestamp with time zone',
    'ip_address character varying(45)',
    'user_agent text',
    'created_at timestamp with time zone not null default now()',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint('auth.users', 'users_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint(
    'auth.users', 'users_tenant_id_unique',
    'UNIQUE (tenant_id, id)'
);
SELECT pgmeta_verify.verify_constraint(
    'auth.users', 'users_handle_lower',
    'CHECK (((handle)::text = lower((handle)::text)))'
);
SELECT pgmeta_verify.verify_constraint(
    'auth.users', 'users_email_lower',
    'CHECK (((email)::text = lower((email)::text)))'
);
SELECT pgmeta_verify.verify_index(
    'auth.users', 'users_tenant_handle_unique',
    'unique btree (tenant_id, handle)'
);
SELECT pgmeta_verify.verify_index(
    'auth.users', 'users_tenant_email_unique',
    'unique btree (tenant_id, email)'
);
SELECT pgmeta_verify.verify_index('auth.users', 'users_tenant_idx', 'btree (tenant_id)');

SELECT pgmeta_verify.verify_table_trigger(
    'auth.users', 'users_blank_email',
    'BEFORE INSERT OR UPDATE OF email ON auth.users FOR EACH ROW EXECUTE FUNCTION
     auth.blank_email_to_null()'
);
