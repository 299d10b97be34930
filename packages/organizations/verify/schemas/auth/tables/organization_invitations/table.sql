-- Verify organizations:schemas/auth/tables/organization_invitations/table on pg

SELECT pgmeta_verify.verify_table('auth.organization_invitations');

SELECT pgmeta_verify.verify_columns(
    'auth.organization_invitations',
    'id text not null',
    'organization_id text not null',
    'email text not null',
    'role text not null',
    'status text not null',
    'expires_at timestamp with time zone not null',
    'inviter_id text',
    'created_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'auth.organization_invitations', 'organization_invitations_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_constraint(
    'auth.organization_invitations', 'organization_invitations_organization_id_fkey',
    'FOREIGN KEY (organization_id) REFERENCES auth.organizations(id) ON DELETE CASCADE'
);
SELECT pgmeta_verify.verify_constraint(
    'auth.organization_invitations', 'organization_invitations_status_check',
    'CHECK ((status = ANY (ARRAY[''pending''::text, ''accepted''::text, ''rejected''::text,
     ''canceled''::text])))'
);
SELECT pgmeta_verify.verify_index(
    'auth.organization_invitations', 'organization_invitations_organization_id_idx',
    'btree (organization_id)'
);
SELECT pgmeta_verify.verify_index(
    'auth.organization_invitations', 'organization_invitations_email_idx',
    'btree (email)'
);
SELECT pgmeta_verify.verify_index(
    'auth.organization_invitations', 'organization_invitations_status_idx',
    'btree (status)'
);
