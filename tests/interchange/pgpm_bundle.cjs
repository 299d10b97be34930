#!/usr/bin/env node
// SPDX-License-Identifier: MIT
//
// What pgpm's engine does with bundles.
//
//   node pgpm_bundle.cjs write PACKAGE_FOLDER FILE     its own bundle of a package
//   node pgpm_bundle.cjs apply FILE DATABASE           checks and deploys a bundle, without a workspace
//   node pgpm_bundle.cjs fast PACKAGE_FOLDER DATABASE  deploys a package from the bundle in its sql/
//
// Prints a JSON object: {digest, issues} of write and apply, what the engine returns of fast. The
// server comes from PGHOST, PGPORT and PGUSER, the engine from NODE_PATH. Exits 1 with the engine's
// message when it threw.
'use strict';

const core = require('@pgpmjs/core');
const { deployModuleFast } = require('@pgpmjs/core/bundle/deploy-bundled');
const bundles = require('@pgpmjs/bundle');
const { run, serverFromEnvironment } = require('./engine.cjs');

const config = (database) => ({ ...serverFromEnvironment(), password: '', database });
const about = (bundle) => ({ digest: bundle.manifest.digest, issues: bundles.verifyBundle(bundle) });

const verbs = {
  async write(folder, file) {
    const bundle = await core.buildExecutableBundle(folder);
    bundles.writeBundleArchiveFile(bundle, file);
    return about(bundle);
  },
  async apply(file, database) {
    const bundle = bundles.readBundleArchiveFile(file);
    await core.applyBundle(bundle, { config: config(database), verify: true });
    return about(bundle);
  },
  fast: (folder, database) => deployModuleFast(folder, { config: config(database) }),
};

async function main() {
  const [verb, from, to] = process.argv.slice(2);
  if (!verbs[verb] || !to) throw new Error('expected write|apply|fast FROM TO');
  console.log(`RESULT ${JSON.stringify(await verbs[verb](from, to))}`);
}

run(main);
