-- What a vault may hold, and who sees it.
SELECT plan(22);

-- An ordinary owner fills the tables before their policies hold for the owner too.
ALTER TABLE auth.encryption_vaults NO FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.encryption_vault_audit NO FORCE ROW LEVEL SECURITY;
PREPARE add_vault (text, text, text, text, text, boolean) AS
    INSERT INTO auth.encryption_vaults (user_id, wrapped_mk, wrap_iv, recovery_wrapped_mk, recovery_iv, zero_knowledge)
    VALUES ($1, $2, $3, $4, $5, $6);
SELECT lives_ok($$EXECUTE add_vault ('u1', 'mk', 'iv', NULL, NULL, false)$$, 'wrapped by the service');
SELECT lives_ok($$EXECUTE add_vault ('u2', 'mk', 'iv', 'mk', 'iv', false)$$, 'and by the user');
SELECT lives_ok($$EXECUTE add_vault ('u3', NULL, NULL, 'mk', 'iv', true)$$, 'or by the user alone');
SELECT throws_ok($$EXECUTE add_vault ('u4', NULL, NULL, NULL, NULL, false)$$, '23514', NULL, 'not by nobody');
SELECT throws_ok($$EXECUTE add_vault ('u4', 'mk', NULL, NULL, NULL, false)$$, '23514', NULL, 'not without a vector');
SELECT throws_ok($$EXECUTE add_vault ('u4', 'mk', 'iv', NULL, 'iv', false)$$, '23514', NULL, 'not with a vector alone');
SELECT throws_ok($$EXECUTE add_vault ('u4', 'mk', 'iv', 'mk', 'iv', true)$$, '23514', NULL, 'zero knowledge is zero knowledge');
SELECT throws_ok($$EXECUTE add_vault ('u4', NULL, NULL, NULL, NULL, true)$$, '23514', NULL, 'and needs the recovery wrap');
SELECT throws_ok($$EXECUTE add_vault ('u1', 'mk', 'iv', NULL, NULL, false)$$, '23505', NULL, 'one vault each');
SELECT throws_ok($$INSERT INTO auth.encryption_vault_audit (user_id, action, status) VALUES ('u1', 'guess', 200)$$, '23514', NULL,
    'the audit knows eight actions');
INSERT INTO auth.encryption_vault_audit (user_id, action, status)
VALUES ('u1', 'init', 200), ('u2', 'failed_fetch', 404);
SELECT is(count(DISTINCT id), 2::bigint, 'entries get an id') FROM auth.encryption_vault_audit;

ALTER TABLE auth.encryption_vaults FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.encryption_vault_audit FORCE ROW LEVEL SECURITY;

GRANT USAGE ON SCHEMA auth TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON auth.encryption_vaults, auth.encryption_vault_audit TO authenticated;
SET LOCAL ROLE authenticated;
SELECT is_empty('SELECT FROM auth.encryption_vaults', 'without a user no vault is seen');
SELECT is_empty('SELECT FROM auth.encryption_vault_audit', 'and no entry');
SET LOCAL app.current_user_id = '';
SELECT is_empty('SELECT FROM auth.encryption_vaults', 'nor with an empty user');
SELECT throws_ok($$EXECUTE add_vault ('', 'mk', 'iv', NULL, NULL, false)$$, '42501', NULL, 'for whom nothing is written');
SET LOCAL app.current_user_id = 'u1';
SELECT results_eq('SELECT user_id FROM auth.encryption_vaults', ARRAY['u1'], 'a user sees their vault');
SELECT results_eq('SELECT user_id FROM auth.encryption_vault_audit', ARRAY['u1'], 'and what was done with it');
SELECT throws_ok($$EXECUTE add_vault ('u5', 'mk', 'iv', NULL, NULL, false)$$, '42501', NULL, 'and writes no other');
SELECT throws_ok($$UPDATE auth.encryption_vaults SET user_id = 'u5'$$, '42501', NULL, 'nor gives it away');
SELECT is_empty($$DELETE FROM auth.encryption_vaults WHERE user_id = 'u2' RETURNING 1$$, 'nor deletes another');
RESET ROLE;

GRANT CREATE ON SCHEMA auth TO authenticated;
ALTER TABLE auth.encryption_vaults OWNER TO authenticated;
SET LOCAL ROLE authenticated;
SELECT is(count(*), 1::bigint, 'the owner sees their own as well') FROM auth.encryption_vaults;
SET LOCAL app.current_user_id = '';
SELECT is(count(*), 0::bigint, 'and none without a user') FROM auth.encryption_vaults;
RESET ROLE;
SELECT * FROM finish();
