import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { STATIC_CHECKS } from "./check.mjs";
import { findOrInstallChromium, HOW_TO_GET_CHROMIUM } from "./chromium.mjs";
import { listFailures, noteIn, readOutcomes, summariseOutcomes } from "./outcomes.mjs";
import { installPackages, ROOT } from "./prepare.mjs";
import { npmStep, reportSteps, runSteps } from "./run-steps.mjs";

process.chdir(ROOT);
if (!(await installPackages())) {
  console.error("The packages could not be installed. Check the network and run npm test again.");
  process.exit(1);
}
const chromium = await findOrInstallChromium();
if (!chromium) {
  console.error(HOW_TO_GET_CHROMIUM);
  process.exit(1);
}

const VITEST_REPORTERS = ["--reporter=default", "--reporter=./scripts/vitest-outcomes.mjs"];
const PLAYWRIGHT_REPORTERS = ["--reporter=list,./scripts/playwright-outcomes.mjs"];
const started = Date.now();
const folder = mkdtempSync(join(tmpdir(), "test-outcomes-"));
const outcomes = join(folder, "outcomes.jsonl");
const environment = { CHROMIUM: chromium, ...noteIn(outcomes) };

const tests = (title, script, ...args) => npmStep(title, script, ...VITEST_REPORTERS, ...args);
const journeys = (title, ...args) => npmStep(title, "test:browser", ...PLAYWRIGHT_REPORTERS, ...args);
const checks = [...STATIC_CHECKS, npmStep("build", "build"), npmStep("sizes of the build", "check:size")];
// A lane takes one core: the reference networks keep one busy with compiling shaders. The journeys with WebGPU use both
// cores, and are alone.
const results = [
  ...(await runSteps(
    [
      [tests("reference networks", "test:reference")],
      [...checks, tests("unit tests", "test:unit", "--maxWorkers=1")],
    ],
    environment,
    // By the time that a lane takes the second of them, the page is built.
    [
      tests("real images", "test:real"),
      journeys("browsers without WebGPU", "--project=webgl", "--project=cpu", "--workers=1"),
      tests("damaged files", "test:fuzz"),
    ],
  )),
  ...(await runSteps([[journeys("browser with WebGPU", "--project=webgpu")]], environment)),
];
const noted = readOutcomes(outcomes);
rmSync(folder, { recursive: true });
for (const line of summariseOutcomes(noted)) console.log(line);
const allPassed = reportSteps(results, Math.round((Date.now() - started) / 1000));
// Last, as of a long log often only the end is shown.
const failedChecks = results.filter(
  (result) => !result.passed && checks.some(({ title }) => title === result.title),
);
for (const { title, said } of failedChecks) console.log(`FAILED ${title}: ${said}`);
for (const line of listFailures(noted)) console.log(line);
process.exit(allPassed ? 0 : 1);
