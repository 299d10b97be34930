-- Revert spaces:schemas/auth/tables/organizations/triggers/keep_personal_space from pg

DROP TRIGGER keep_personal_space ON auth.organizations;
DROP FUNCTION spaces.keep_personal_space();
