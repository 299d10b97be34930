-- Revert spaces-rls:schemas/spaces/tables/credentials/alterations/enable_row_level_security from pg

ALTER TABLE spaces.credentials NO FORCE ROW LEVEL SECURITY;
ALTER TABLE spaces.credentials DISABLE ROW LEVEL SECURITY;
