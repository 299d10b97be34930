-- role: authenticated
-- claims: {"sub": "33333333-3333-4333-8333-333333333333"}
DO $$
BEGIN
    ASSERT auth.uid() = '33333333-3333-4333-8333-333333333333', 'authenticated must see who is calling';
END
$$;
