-- role: authenticated
-- expect: 42501
SELECT password_hash FROM auth.users;
