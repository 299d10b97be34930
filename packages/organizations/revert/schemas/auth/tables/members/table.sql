-- Revert organizations:schemas/auth/tables/members/table from pg

DROP TABLE auth.members;
