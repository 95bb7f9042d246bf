import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { findOrInstallChromium, HOW_TO_GET_CHROMIUM } from "./chromium.mjs";
import { installPackages, ROOT } from "./prepare.mjs";
import { run } from "./run.mjs";

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
if (!existsSync(join(ROOT, "..", "shared"))) {
  console.log("The folder ../shared is absent: the tests that compare with it are skipped.");
}

const environment = { CHROMIUM: chromium };
const npm = (script) => ["npm", ["run", "--silent", script]];
const steps = [
  ["format and lint", ...npm("check:format")],
  ["types", ...npm("check:types")],
  ["import rules", ...npm("check:imports")],
  ["unused code", ...npm("check:unused")],
  ["unit tests", ...npm("test:unit")],
  ["real images", ...npm("test:real")],
  ["damaged files", ...npm("test:fuzz")],
  ["reference networks", ...npm("test:reference")],
  ["build", ...npm("build")],
  ["browser tests", ...npm("test:browser")],
];
const failed = [];
for (const [title, command, args] of steps) {
  console.log(`\n== ${title}`);
  const started = Date.now();
  if (!(await run(command, args, { environment }))) failed.push(title);
  console.log(
    `   ${title}: ${failed.at(-1) === title ? "failed" : "passed"} after ${Math.round((Date.now() - started) / 1000)} s`,
  );
}
console.log(`\n${steps.length - failed.length} passed, ${failed.length} failed`);
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(", ")}.`);
  process.exit(1);
}
