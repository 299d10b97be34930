-- role: authenticated
-- expect: 42501
SELECT FROM auth.members;
