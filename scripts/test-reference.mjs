import { existsSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import { findChromium, HOW_TO_GET_CHROMIUM } from "./chromium.mjs";
import { ROOT } from "./prepare.mjs";
import { run } from "./run.mjs";

const named = process.env.REFERENCE;
const folder = named ? resolve(named) : resolve(ROOT, "..", "shared", "reference_nets");
if (named && !existsSync(folder)) {
  console.error(`REFERENCE names the folder ${folder}, which does not exist.`);
  process.exit(1);
}
const chromium = findChromium();
if (!chromium) {
  console.error(HOW_TO_GET_CHROMIUM);
  process.exit(1);
}

process.chdir(ROOT);
const projects = ["reference-node", "reference-browser"].flatMap((name) => ["--project", name]);
const environment = { CHROMIUM: chromium, REFERENCE: folder };
const passed = await run("npx", ["vitest", "run", ...projects, ...process.argv.slice(2)], { environment });
process.exit(passed ? 0 : 1);
