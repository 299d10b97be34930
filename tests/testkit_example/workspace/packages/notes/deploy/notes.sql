CREATE TABLE notes (owner text NOT NULL, text text NOT NULL);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notes TO authenticated
    USING (owner = current_setting('request.jwt.claim.sub', true));
GRANT SELECT, INSERT ON notes TO authenticated;
