import process from "node:process";
import { ROOT } from "./prepare.mjs";
import { npmStep, reportSteps, runSteps } from "./run-steps.mjs";

/** Static checks of the code. */
export const STATIC_CHECKS = [
  npmStep("format and lint", "check:format"),
  npmStep("types", "check:types"),
  npmStep("import rules", "check:imports"),
  npmStep("unused code", "check:unused"),
];

if (process.argv[1] === import.meta.filename) {
  process.chdir(ROOT);
  const started = Date.now();
  const results = await runSteps([STATIC_CHECKS, [npmStep("unit tests", "test:unit")]]);
  process.exit(reportSteps(results, Math.round((Date.now() - started) / 1000)) ? 0 : 1);
}
