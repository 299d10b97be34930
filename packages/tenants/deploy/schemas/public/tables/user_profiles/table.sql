-- Deploy tenants:schemas/public/tables/user_profiles/table to pg

-- requires: schemas/public/procedures/set_updated_at/procedure

CREATE TABLE public.user_profiles (
    id           uuid        NOT NULL,
    display_name text,
    email        text        NOT NULL,
    avatar_url   text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT user_profiles_pkey PRIMARY KEY (id)
);

COMMENT ON TABLE public.user_profiles IS
    'People who use the system; a row is seen by the person it describes';
COMMENT ON COLUMN public.user_profiles.id IS 'The person: what auth.uid() returns for them';
COMMENT ON COLUMN public.user_profiles.display_name IS 'Name to show';
COMMENT ON COLUMN public.user_profiles.email IS 'E-mail address';
COMMENT ON COLUMN public.user_profiles.avatar_url IS 'Picture';
COMMENT ON COLUMN public.user_profiles.created_at IS 'When the row was made';
COMMENT ON COLUMN public.user_profiles.updated_at IS 'When the row was last written';

CREATE TRIGGER set_user_profiles_updated_at
    BEFORE UPDATE ON public.user_profiles
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
