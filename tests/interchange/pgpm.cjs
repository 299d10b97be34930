#!/usr/bin/env node
// SPDX-License-Identifier: MIT
//
// Runs pgpm's engine on a workspace, as the other side of the interchange test.
//
//   node pgpm.cjs deploy|verify|revert WORKSPACE DATABASE [PACKAGE[:CHANGE|:@TAG]] [OPTIONS]
//
// The server comes from PGHOST (a name or address: the engine takes no socket folder), PGPORT and
// PGUSER, the engine from NODE_PATH. Without a package all of the workspace is meant. Exits 1 with
// the engine's message when it threw.
//
//   --log-only   records the changes without running their scripts
//   --fast       sends a package's scripts as one: for the benchmarks
'use strict';

const { PgpmPackage } = require('@pgpmjs/core');
const { getEnvOptions } = require('@pgpmjs/env');
const { run, serverFromEnvironment } = require('./engine.cjs');

const verbs = ['deploy', 'verify', 'revert'];

function readArguments(words) {
  const logOnly = words.includes('--log-only');
  const fast = words.includes('--fast');
  const [verb, workspace, database, target] = words.filter((word) => !word.startsWith('--'));
  if (!verbs.includes(verb) || !database) {
    throw new Error(`expected ${verbs.join('|')} WORKSPACE DATABASE [TARGET] [--log-only] [--fast]`);
  }
  return { verb, workspace, database, target, logOnly, fast };
}

// One transaction per package; and one call per change, as pgpm does unless told otherwise.
function optionsFor({ database, logOnly, fast }) {
  return getEnvOptions({
    pg: { ...serverFromEnvironment(), password: '', database },
    deployment: { useTx: true, usePlan: true, fast, bundled: false, cache: false, logOnly },
  });
}

async function main() {
  const request = readArguments(process.argv.slice(2));
  process.chdir(request.workspace);
  const workspace = new PgpmPackage(request.workspace);
  await workspace[request.verb](optionsFor(request), request.target, true);
}

run(main);
