// SPDX-License-Identifier: MIT
//
// What the drivers of pgpm's engine have in common.
'use strict';

const { teardownPgPools } = require('pg-cache');

/** The server of PGHOST (a name or address: the engine takes no socket folder), PGPORT and PGUSER. */
function serverFromEnvironment() {
  const { PGHOST: host, PGPORT: port, PGUSER: user } = process.env;
  return { host, port: Number(port), user };
}

/** Runs `main` and ends the process: with 1 and the engine's message when it threw. */
function run(main) {
  main()
    .catch((error) => {
      console.error(error.message);
      process.exitCode = 1;
    })
    .finally(async () => {
      await teardownPgPools();
      process.exit();
    });
}

module.exports = { run, serverFromEnvironment };
