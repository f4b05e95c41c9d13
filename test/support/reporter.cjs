// Mocha's spec reporter, which also writes the counts to the file named by FOVEA_TEST_COUNTS, for test/run.mjs to add up.
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

module.exports = class extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.FOVEA_TEST_COUNTS;
    if (!file) return;
    runner.on(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = runner.stats;
      writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
};
