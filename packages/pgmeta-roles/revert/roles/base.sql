-- Revert pgmeta-roles:roles/base from pg

-- The roles were there before and other databases use them: there is nothing to take back.
