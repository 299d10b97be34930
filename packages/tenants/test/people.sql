-- Two tenants with their people, for the tests beside this file.
INSERT INTO public.user_profiles (id, email) VALUES
    ('a1000000-0000-4000-8000-000000000000', 'owner.a@example.com'),
    ('a2000000-0000-4000-8000-000000000000', 'admin.a@example.com'),
    ('a3000000-0000-4000-8000-000000000000', 'member.a@example.com'),
    ('b1000000-0000-4000-8000-000000000000', 'owner.b@example.com'),
    ('c1000000-0000-4000-8000-000000000000', 'nobody@example.com');
INSERT INTO public.tenants (id, type, name, slug) VALUES
    ('aaaaaaaa-0000-4000-8000-000000000000', 'organization', 'A', 'a'),
    ('bbbbbbbb-0000-4000-8000-000000000000', 'household', 'B', 'b');
INSERT INTO public.tenant_members (tenant_id, user_id, role) VALUES
    ('aaaaaaaa-0000-4000-8000-000000000000', 'a1000000-0000-4000-8000-000000000000', 'owner'),
    ('aaaaaaaa-0000-4000-8000-000000000000', 'a2000000-0000-4000-8000-000000000000', 'admin'),
    ('aaaaaaaa-0000-4000-8000-000000000000', 'a3000000-0000-4000-8000-000000000000', 'member'),
    ('bbbbbbbb-0000-4000-8000-000000000000', 'b1000000-0000-4000-8000-000000000000', 'owner');
