#!/usr/bin/env node
// SPDX-License-Identifier: MIT
//
// Prints the SQL that pgpm makes about roles, its locks on, as JSON: {bootstrap, add, remove}.
//
//   node pgpm_roles.cjs USER
//
// pgpm's engine comes from NODE_PATH.
'use strict';

const sql = require('@pgpmjs/core/roles');

const roles = {
  anonymous: 'anonymous',
  authenticated: 'authenticated',
  administrator: 'administrator',
  default: 'anonymous',
};
const user = process.argv[2];
const withLocks = true;

process.stdout.write(
  JSON.stringify({
    bootstrap: sql.generateCreateBaseRolesSQL(roles),
    add: sql.generateCreateUserSQL(user, 'x', roles, withLocks),
    remove: sql.generateRemoveUserSQL(user, roles, withLocks),
  }),
);
