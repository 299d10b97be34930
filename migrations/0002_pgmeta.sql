-- Schema pgmeta: what pgmeta records beyond pgpm's ledger.  pgpm neither sees nor needs it; a
-- change that pgpm deployed has no row here, and one that pgpm reverts loses its row by cascade.

-- object: schema pgmeta
CREATE SCHEMA pgmeta;

-- object: schema pgmeta
COMMENT ON SCHEMA pgmeta IS 'What pgmeta records about deployments beyond schema pgpm_migrate.';

CREATE TABLE pgmeta.ledger_version (
    version integer PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE pgmeta.ledger_version IS 'Versions of schema pgmeta this database went through.';

COMMENT ON COLUMN pgmeta.ledger_version.version IS
    'Number of the migration; the greatest is the version of the schema.';

COMMENT ON COLUMN pgmeta.ledger_version.applied_at IS
    'Start of the transaction that brought the schema to this version.';

CREATE TABLE pgmeta.deployment (
    deployment_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('deploy', 'revert', 'baseline')),
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    role_name text NOT NULL DEFAULT session_user,
    os_user text,
    host text,
    client_address inet DEFAULT inet_client_addr(),
    tool_version text,
    workspace_commit text
);

COMMENT ON TABLE pgmeta.deployment IS 'Runs of pgmeta that changed what is deployed, one row each.';

COMMENT ON COLUMN pgmeta.deployment.deployment_id IS 'Number of the run, ascending with gaps.';

COMMENT ON COLUMN pgmeta.deployment.kind IS
    'deploy, revert, or baseline (changes recorded without running their scripts).';

COMMENT ON COLUMN pgmeta.deployment.started_at IS 'When the run wrote this row.';

COMMENT ON COLUMN pgmeta.deployment.role_name IS 'Role that logged in.';

COMMENT ON COLUMN pgmeta.deployment.os_user IS 'Operating-system user that ran pgmeta.';

COMMENT ON COLUMN pgmeta.deployment.host IS 'Name of the machine that ran pgmeta.';

COMMENT ON COLUMN pgmeta.deployment.client_address IS
    'Address the server saw; NULL over a Unix socket.';

COMMENT ON COLUMN pgmeta.deployment.tool_version IS 'Version of pgmeta.';

COMMENT ON COLUMN pgmeta.deployment.workspace_commit IS
    'Git commit of the workspace; NULL outside git.';

-- No foreign keys: the one writer has just made the rows they would point to, and each check per
-- change would cost a tenth of a large deployment.
CREATE TABLE pgmeta.deployed_change (
    change_id text NOT NULL,
    deployment_id bigint NOT NULL,
    duration interval,
    token_digest text,
    revert_script text,
    verify_script text,
    log_only boolean NOT NULL DEFAULT false
);

-- keys
ALTER TABLE pgmeta.deployed_change ADD PRIMARY KEY (change_id);

COMMENT ON TABLE pgmeta.deployed_change IS
    'What pgmeta knows beyond pgpm_migrate.changes of a change it deployed.';

COMMENT ON COLUMN pgmeta.deployed_change.change_id IS 'The row of pgpm_migrate.changes.';

COMMENT ON COLUMN pgmeta.deployed_change.deployment_id IS
    'The row of pgmeta.deployment: the run that deployed the change.';

COMMENT ON COLUMN pgmeta.deployed_change.duration IS
    'Time the server spent on the deploy script; NULL when it was under 10 ms.';

COMMENT ON COLUMN pgmeta.deployed_change.token_digest IS
    'SHA-256 over the tokens of the deploy script: equal when only comments and spaces differ.';

COMMENT ON COLUMN pgmeta.deployed_change.revert_script IS
    'The revert script as it was when the change was deployed.';

COMMENT ON COLUMN pgmeta.deployed_change.verify_script IS
    'The verify script as it was when the change was deployed; NULL when there was none.';

COMMENT ON COLUMN pgmeta.deployed_change.log_only IS
    'True when the change was recorded without running its script.';

-- What pgpm reverts leaves no row behind, whatever role it works as.
CREATE FUNCTION pgmeta.forget_changes()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog
AS $body$
BEGIN
    DELETE FROM pgmeta.deployed_change AS d
    USING gone AS g
    WHERE d.change_id = g.change_id;
    RETURN NULL;
END
$body$;

REVOKE ALL ON FUNCTION pgmeta.forget_changes() FROM PUBLIC;

COMMENT ON FUNCTION pgmeta.forget_changes() IS
    'Removes the rows of deployed_change whose changes were deleted.';

-- Without a comment of its own: that would need the table's owner.
CREATE TRIGGER pgmeta_forget
AFTER DELETE ON pgpm_migrate.changes
REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION pgmeta.forget_changes();

INSERT INTO pgmeta.ledger_version (version) VALUES (2);
