-- Verify business:content/reviews on pg

SELECT pgmeta_verify.verify_table('public.reviews');

SELECT pgmeta_verify.verify_columns(
    'public.reviews',
    'id uuid not null default gen_random_uuid()',
    'tenant_id uuid not null',
    'reviewer_name character varying(255) not null',
    'rating smallint not null',
    'text text not null',
    'source character varying(64) not null default ''google''::character varying',
    'tags text[]',
    'featured boolean not null default false',
    'published_at timestamp with time zone',
    'updated_at timestamp with time zone not null default now()'
);

SELECT pgmeta_verify.verify_constraint('public.reviews', 'reviews_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_index('public.reviews', 'reviews_tenant_idx', 'btree (tenant_id)');
