-- Deploy spaces-rls:schemas/spaces/tables/credentials/alterations/enable_row_level_security to pg

-- requires: spaces:schemas/spaces/tables/credentials/table

ALTER TABLE spaces.credentials ENABLE ROW LEVEL SECURITY;
ALTER TABLE spaces.credentials FORCE ROW LEVEL SECURITY;
