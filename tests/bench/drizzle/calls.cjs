// SPDX-License-Identifier: MIT
//
// usage: node calls.cjs CALL CONCURRENCY MILLISECONDS prepared|plain
//
// The calls of tests/bench/calls/tenant.cpp with pg and drizzle-orm, found through NODE_PATH; the server through
// PGHOST, PGPORT, PGUSER and PGDATABASE. So many are under way at once, over as many connections. As there, they
// are made for a while before the clock starts.
'use strict';

const crypto = require('node:crypto');
const { Pool } = require('pg');
const { drizzle } = require('drizzle-orm/node-postgres');
const { and, eq, gt, sql } = require('drizzle-orm');
const { boolean, integer, jsonb, pgSchema, text, timestamp, uuid, varchar } = require('drizzle-orm/pg-core');

const auth = pgSchema('auth');
const moment = (name) => timestamp(name, { withTimezone: true, mode: 'string' });

const users = auth.table('users', {
  id: uuid('id').primaryKey().defaultRandom(),
  tenantId: uuid('tenant_id').notNull(),
  handle: varchar('handle', { length: 64 }).notNull(),
  email: varchar('email', { length: 255 }),
  displayName: varchar('display_name', { length: 128 }),
  passwordHash: text('password_hash').notNull(),
  role: varchar('role', { length: 32 }).notNull(),
  isActive: boolean('is_active').notNull(),
  isLocked: boolean('is_locked'),
  lockReason: text('lock_reason'),
  lockedAt: moment('locked_at'),
  needsOnboarding: boolean('needs_onboarding').notNull(),
  onboardingStep: integer('onboarding_step').notNull(),
  firstLogin: boolean('first_login'),
  totpEnabled: boolean('totp_enabled').notNull(),
  totpSecretId: varchar('totp_secret_id', { length: 128 }),
  permissions: jsonb('permissions'),
  bio: text('bio'),
  avatarUrl: text('avatar_url'),
  pronouns: varchar('pronouns', { length: 32 }),
  timezone: varchar('timezone', { length: 64 }),
  locale: varchar('locale', { length: 16 }),
  theme: varchar('theme', { length: 8 }),
  emailNotifications: boolean('email_notifications'),
  loginAttempts: integer('login_attempts'),
  lastFailedLoginAt: moment('last_failed_login_at'),
  lastLoginAt: moment('last_login_at'),
  passwordChangedAt: moment('password_changed_at'),
  ipAddress: varchar('ip_address', { length: 45 }),
  userAgent: text('user_agent'),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
});

const sessions = auth.table('sessions', {
  id: uuid('id').primaryKey().defaultRandom(),
  tenantId: uuid('tenant_id').notNull(),
  userId: uuid('user_id').notNull(),
  expires: moment('expires').notNull(),
  expiresAt: moment('expires_at').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  userData: jsonb('user_data'),
  clientIp: varchar('client_ip', { length: 45 }).notNull(),
  clientIpMasked: varchar('client_ip_masked', { length: 45 }),
  userAgent: text('user_agent').notNull(),
  deviceType: varchar('device_type', { length: 16 }),
  browserFingerprint: text('browser_fingerprint'),
  geoLocation: jsonb('geo_location'),
  tempTotpSecret: text('temp_totp_secret'),
  tempTotpExpiresAt: moment('temp_totp_expires_at'),
});

const auditEvents = auth.table('audit_events', {
  id: text('id').primaryKey(),
  tenantId: uuid('tenant_id').notNull(),
  type: varchar('type', { length: 64 }).notNull(),
  userId: uuid('user_id'),
  targetUserId: uuid('target_user_id'),
  handle: varchar('handle', { length: 64 }),
  ipAddress: varchar('ip_address', { length: 45 }),
  userAgent: text('user_agent'),
  details: jsonb('details').notNull(),
  severity: varchar('severity', { length: 16 }).notNull(),
  source: varchar('source', { length: 16 }).notNull(),
  timestamp: moment('timestamp').notNull(),
});

const tenant = '11111111-1111-4111-8111-111111111111';
const agent = 'Mozilla/5.0 (X11; Linux x86_64)';
const userId = (number) => `00000000-0000-4000-8000-00000000000${number}`;
const sessionId = (number) => `00000000-0000-4000-9000-00000000000${number}`;

/** Of each call its query, given the values or placeholders for them, and the values. */
function allCalls(db) {
  return {
    get_user: {
      query: (v) => db.select().from(users).where(and(eq(users.tenantId, v.tenant), eq(users.id, v.id))).limit(1),
      values: (number) => ({ tenant, id: userId(number) }),
    },
    get_session: {
      query: (v) =>
        db
          .select()
          .from(sessions)
          .where(and(eq(sessions.tenantId, v.tenant), eq(sessions.id, v.id), gt(sessions.expiresAt, sql`now()`)))
          .limit(1),
      values: (number) => ({ tenant, id: sessionId(number) }),
    },
    create_session: {
      query: (v) =>
        db
          .insert(sessions)
          .values({
            id: v.id,
            tenantId: v.tenant,
            userId: v.userId,
            expires: v.expires,
            expiresAt: v.expires,
            userData: v.userData,
            clientIp: v.clientIp,
            clientIpMasked: v.clientIpMasked,
            userAgent: v.userAgent,
            deviceType: v.deviceType,
            browserFingerprint: v.browserFingerprint,
            geoLocation: v.geoLocation,
          })
          .returning(),
      values: (number) => ({
        id: crypto.randomUUID(),
        tenant,
        userId: userId(number),
        expires: new Date(Date.now() + 604_800_000).toISOString(),
        userData: { id: userId(number), username: 'ada', name: 'Ada Lovelace', role: 'editor' },
        clientIp: '203.0.113.7',
        clientIpMasked: '203.0.*.*',
        userAgent: agent,
        deviceType: 'desktop',
        browserFingerprint: '5f1d9c3b7a',
        geoLocation: { country: 'GB' },
      }),
    },
    log_audit_event: {
      query: (v) =>
        db
          .insert(auditEvents)
          .values({
            id: v.id,
            tenantId: v.tenant,
            type: v.type,
            userId: v.userId,
            targetUserId: v.userId,
            handle: v.handle,
            ipAddress: v.ipAddress,
            userAgent: v.userAgent,
            details: v.details,
            severity: 'info',
            source: 'system',
            timestamp: v.timestamp,
          })
          .returning(),
      values: (number) => ({
        id: `evt_${crypto.randomUUID()}`,
        tenant,
        type: 'LOGIN_SUCCESS',
        userId: userId(number),
        handle: 'ada',
        ipAddress: '203.0.113.7',
        userAgent: agent,
        details: { method: 'password' },
        timestamp: new Date().toISOString(),
      }),
    },
  };
}

/** A function that makes the call for user or session `number` and waits for its row. */
function callOf(db, name, prepared) {
  const { query, values } = allCalls(db)[name];
  if (!prepared) return async (number) => expectRow(await query(values(number)));
  const places = Object.fromEntries(Object.keys(values(0)).map((key) => [key, sql.placeholder(key)]));
  const statement = query(places).prepare(name);
  return async (number) => expectRow(await statement.execute(values(number)));
}

function expectRow(rows) {
  if (rows.length !== 1) throw new Error(`expected 1 row, found ${rows.length}`);
}

async function main([name, concurrency, milliseconds, how]) {
  const pool = new Pool({ max: Number(concurrency) });
  const call = callOf(drizzle(pool), name, how === 'prepared');
  let count = 0;
  const until = async (end) => {
    for (let number = 0; performance.now() < end; number = (number + 1) % 8) {
      await call(number);
      ++count;
    }
  };
  const run = (duration) => {
    const end = performance.now() + duration;
    return Promise.all(Array.from({ length: Number(concurrency) }, () => until(end)));
  };
  await run(Number(milliseconds) / 2);
  count = 0;
  const began = performance.now();
  const before = process.cpuUsage();
  await run(Number(milliseconds));
  const used = process.cpuUsage(before);
  const seconds = (performance.now() - began) / 1000;
  console.log(JSON.stringify({ calls: count, seconds, cpu_seconds: (used.user + used.system) / 1e6 }));
  await pool.end();
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
