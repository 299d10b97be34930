-- Verify pgmeta-verify:schemas/pgmeta_verify/schema on pg

SELECT 1 / count(*)
  FROM pg_catalog.pg_namespace AS n, pg_catalog.aclexplode(n.nspacl) AS a
 WHERE n.nspname = 'pgmeta_verify' AND a.grantee = 0 AND a.privilege_type = 'USAGE';
