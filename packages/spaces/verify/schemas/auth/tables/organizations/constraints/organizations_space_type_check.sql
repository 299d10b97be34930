-- Verify spaces:schemas/auth/tables/organizations/constraints/organizations_space_type_check on pg

SELECT pgmeta_verify.verify_constraint(
    'auth.organizations', 'organizations_space_type_check',
    'CHECK (spaces.is_space_type((metadata ->> ''type''::text))) NOT VALID'
);
