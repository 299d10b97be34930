-- Verify business:content/business_profile on pg

SELECT pgmeta_verify.verify_table('public.business_profile');

SELECT pgmeta_verify.verify_columns(
    'public.business_profile',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'name character varying(255) not null',
    'phone character varying(32) not null',
    'email character varying(255)',
    'street_address character varying(255) not null',
    'suite_unit character varying(64)',
    'city character varying(128) not null',
    'state character varying(2) not null',
    'postal_code character varying(10) not null',
    'country character varying(2) not null default ''US''::character varying',
    'latitude numeric(12,8)',
    'longitude numeric(12,8)',
    'license_number character varying(32)',
    'description text',
    'slogan character varying(255)',
    'website_url character varying(512)',
    'google_maps_url text',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint(
    'public.business_profile', 'business_profile_pkey',
    'PRIMARY KEY (id)'
);
SELECT pgmeta_verify.verify_index(
    'public.business_profile', 'business_profile_tenant_idx',
    'btree (tenant_id)'
);
