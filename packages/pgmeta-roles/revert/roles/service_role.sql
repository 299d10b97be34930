-- Revert pgmeta-roles:roles/service_role from pg

-- Roles belong to the cluster: other databases may grant to service_role, so it stays.
