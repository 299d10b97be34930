-- Schema pgpm_migrate: what is deployed, in the format that pgpm and pgmeta share.
-- Each paragraph is one statement; its name says what a half-made ledger is completed with.

-- object: schema pgpm_migrate
CREATE SCHEMA pgpm_migrate;

-- object: table packages
CREATE TABLE pgpm_migrate.packages (
    package text PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- object: table changes
CREATE TABLE pgpm_migrate.changes (
    change_id text NOT NULL,
    change_name text NOT NULL,
    package text NOT NULL,
    script_hash text NOT NULL,
    deployed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- object: table changes
-- keys
ALTER TABLE pgpm_migrate.changes
    ADD PRIMARY KEY (change_id),
    ADD UNIQUE (package, change_name),
    ADD UNIQUE (package, script_hash),
    ADD FOREIGN KEY (package) REFERENCES pgpm_migrate.packages (package);

-- object: table dependencies
CREATE TABLE pgpm_migrate.dependencies (
    change_id text NOT NULL,
    requires text NOT NULL
);

-- object: table dependencies
-- keys
ALTER TABLE pgpm_migrate.dependencies
    ADD PRIMARY KEY (change_id, requires),
    ADD FOREIGN KEY (change_id) REFERENCES pgpm_migrate.changes (change_id) ON DELETE CASCADE;

-- object: table events
CREATE TABLE pgpm_migrate.events (
    event_id serial PRIMARY KEY,
    event_type text NOT NULL CHECK (event_type IN ('deploy', 'revert', 'verify')),
    change_name text NOT NULL,
    package text NOT NULL,
    occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    error_message text,
    error_code text
);

-- object: routine register_package(text)
CREATE PROCEDURE pgpm_migrate.register_package(p_package text)
LANGUAGE plpgsql
AS $body$
BEGIN
    INSERT INTO pgpm_migrate.packages (package) VALUES (p_package)
    ON CONFLICT (package) DO NOTHING;
END
$body$;

-- object: routine is_deployed(text, text)
-- A name with a colon names its package itself: everything before the first one.
CREATE FUNCTION pgpm_migrate.is_deployed(p_package text, p_change_name text)
RETURNS boolean
LANGUAGE plpgsql STABLE
AS $body$
DECLARE
    colon CONSTANT integer := strpos(p_change_name, ':');
    wanted_package text := p_package;
    wanted_change text := p_change_name;
BEGIN
    IF colon > 0 THEN
        wanted_package := left(p_change_name, colon - 1);
        wanted_change := right(p_change_name, -colon);
    END IF;
    PERFORM FROM pgpm_migrate.changes AS c
    WHERE c.package = wanted_package AND c.change_name = wanted_change;
    RETURN found;
END
$body$;

-- object: routine deploy(text, text, text, text[], text, boolean)
CREATE PROCEDURE pgpm_migrate.deploy(
    p_package text,
    p_change_name text,
    p_script_hash text,
    p_requires text[],
    p_deploy_sql text,
    p_log_only boolean DEFAULT false
)
LANGUAGE plpgsql
AS $body$
DECLARE
    identity CONSTANT text :=
        encode(sha256((p_package || p_change_name || p_script_hash)::bytea), 'hex');
    missing text[];
BEGIN
    CALL pgpm_migrate.register_package(p_package);
    IF pgpm_migrate.is_deployed(p_package, p_change_name) THEN
        PERFORM FROM pgpm_migrate.changes AS c
        WHERE c.package = p_package AND c.change_name = p_change_name
            AND c.script_hash = p_script_hash;
        IF found THEN
            RETURN;
        END IF;
        RAISE EXCEPTION 'Change % already deployed in package % with different content',
            p_change_name, p_package;
    END IF;
    missing := ARRAY(
        SELECT r.name FROM unnest(p_requires) WITH ORDINALITY AS r (name, place)
        WHERE NOT pgpm_migrate.is_deployed(p_package, r.name)
        ORDER BY r.place
    );
    IF cardinality(missing) > 0 THEN
        RAISE EXCEPTION 'Missing required changes for %: %',
            p_change_name, array_to_string(missing, ', ');
    END IF;
    IF NOT p_log_only THEN
        EXECUTE p_deploy_sql;
    END IF;
    INSERT INTO pgpm_migrate.changes (change_id, change_name, package, script_hash)
    VALUES (identity, p_change_name, p_package, p_script_hash);
    INSERT INTO pgpm_migrate.dependencies (change_id, requires)
    SELECT identity, r.name FROM unnest(p_requires) AS r (name);
    INSERT INTO pgpm_migrate.events (event_type, change_name, package)
    VALUES ('deploy', p_change_name, p_package);
END
$body$;

-- object: routine revert(text, text, text)
CREATE PROCEDURE pgpm_migrate.revert(p_package text, p_change_name text, p_revert_sql text)
LANGUAGE plpgsql
AS $body$
DECLARE
    dependents text;
BEGIN
    IF NOT pgpm_migrate.is_deployed(p_package, p_change_name) THEN
        RAISE EXCEPTION 'Change % not deployed in package %', p_change_name, p_package;
    END IF;
    SELECT string_agg(
        CASE d.requires WHEN p_change_name THEN '' ELSE c.package || ':' END || c.change_name, ', ')
    INTO dependents
    FROM pgpm_migrate.dependencies AS d
    JOIN pgpm_migrate.changes AS c USING (change_id)
    WHERE d.requires = p_package || ':' || p_change_name
        OR (d.requires = p_change_name AND c.package = p_package);
    IF dependents IS NOT NULL THEN
        RAISE EXCEPTION 'Cannot revert %: required by %', p_change_name, dependents;
    END IF;
    EXECUTE p_revert_sql;
    DELETE FROM pgpm_migrate.changes AS c
    WHERE c.package = p_package AND c.change_name = p_change_name;
    INSERT INTO pgpm_migrate.events (event_type, change_name, package)
    VALUES ('revert', p_change_name, p_package);
END
$body$;

-- object: routine verify(text, text, text)
CREATE FUNCTION pgpm_migrate.verify(p_package text, p_change_name text, p_verify_sql text)
RETURNS boolean
LANGUAGE plpgsql
AS $body$
BEGIN
    EXECUTE p_verify_sql;
    RETURN true;
EXCEPTION
    WHEN OTHERS THEN
        RETURN false;
END
$body$;

-- object: routine deployed_changes(text)
CREATE FUNCTION pgpm_migrate.deployed_changes(p_package text DEFAULT NULL)
RETURNS TABLE (package text, change_name text, deployed_at timestamptz)
LANGUAGE sql STABLE
AS $body$
    SELECT c.package, c.change_name, c.deployed_at
    FROM pgpm_migrate.changes AS c
    WHERE c.package = coalesce(p_package, c.package)
    ORDER BY c.deployed_at
$body$;

-- object: routine get_dependents(text, text)
CREATE FUNCTION pgpm_migrate.get_dependents(p_package text, p_change_name text)
RETURNS TABLE (package text, change_name text, dependency text)
LANGUAGE sql STABLE
AS $body$
    SELECT c.package, c.change_name, d.requires
    FROM pgpm_migrate.changes AS c
    JOIN pgpm_migrate.dependencies AS d USING (change_id)
    WHERE d.requires = p_package || ':' || p_change_name
        OR (d.requires = p_change_name AND c.package = p_package)
    ORDER BY 1, 2
$body$;

-- object: routine status(text)
CREATE FUNCTION pgpm_migrate.status(p_package text DEFAULT NULL)
RETURNS TABLE (
    package text, total_deployed integer, last_change text, last_deployed timestamptz
)
LANGUAGE sql STABLE
AS $body$
    SELECT DISTINCT ON (c.package)
        c.package,
        (count(*) OVER (PARTITION BY c.package))::integer,
        c.change_name,
        c.deployed_at
    FROM pgpm_migrate.changes AS c
    WHERE c.package = coalesce(p_package, c.package)
    ORDER BY c.package, c.deployed_at DESC
$body$;
