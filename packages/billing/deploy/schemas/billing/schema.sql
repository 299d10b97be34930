-- Deploy billing:schemas/billing/schema to pg

-- requires: pgmeta-verify:@0.1.0

CREATE SCHEMA billing;

COMMENT ON SCHEMA billing IS 'Who pays for which tenant: copies that a publisher keeps up to date';
