-- auth.uid(): who is calling, from either setting.
SELECT plan(9);

SELECT is(auth.uid(), NULL, 'without a claim there is no caller');

SET LOCAL request.jwt.claim.sub = '11111111-1111-4111-8111-111111111111';
SELECT is(auth.uid(), '11111111-1111-4111-8111-111111111111', 'the subject alone');

SET LOCAL request.jwt.claims = '{"sub": "22222222-2222-4222-8222-222222222222", "role": "authenticated"}';
SELECT is(auth.uid(), '11111111-1111-4111-8111-111111111111', 'the subject alone goes first');

SET LOCAL request.jwt.claim.sub = '';
SELECT is(auth.uid(), '22222222-2222-4222-8222-222222222222', 'sub of the claims');

SET LOCAL request.jwt.claims = '{"sub": ""}';
SELECT is(auth.uid(), NULL, 'an empty sub is no caller');

SET LOCAL request.jwt.claims = '{"role": "authenticated"}';
SELECT is(auth.uid(), NULL, 'claims without sub are no caller');

SET LOCAL request.jwt.claims = '';
SELECT is(auth.uid(), NULL, 'empty settings, as they are after the transaction that set them, are no caller');

SET LOCAL request.jwt.claim.sub = 'somebody';
SELECT throws_ok('SELECT auth.uid()', '22P02', NULL, 'a subject that is no UUID is an error, not nobody');

SET LOCAL request.jwt.claim.sub = '';
SET LOCAL ROLE anonymous;
SELECT throws_ok('SELECT auth.uid()', '42501', NULL, 'anonymous may not ask');
SELECT * FROM finish();
