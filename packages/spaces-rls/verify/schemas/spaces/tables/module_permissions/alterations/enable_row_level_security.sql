-- Verify spaces-rls:schemas/spaces/tables/module_permissions/alterations/enable_row_level_security on pg

SELECT pgmeta_verify.verify_security('spaces.module_permissions', true);
