-- role: anonymous
-- expect: 42501
SELECT public.install_module('aaaaaaaa-0000-4000-8000-000000000000', 'agency');
