import process from "node:process";
import { findChromium, HOW_TO_GET_CHROMIUM } from "./chromium.mjs";
import { ROOT } from "./prepare.mjs";
import { run } from "./run.mjs";

const RUNS = 5000;
const STEPS = 3000;
const CPU_STEPS = 20_000;
const CPU_KILLS = 100;
const MINUTES = 60;

const chromium = findChromium();
if (!chromium) {
  console.error(HOW_TO_GET_CHROMIUM);
  process.exit(1);
}
const today = new Date().toISOString().slice(0, 10).replaceAll("-", "");
const seed = process.env.FUZZ_SEED ?? today;
console.log(`Seed ${seed}: FUZZ_SEED=${seed} npm run test:soak makes the same inputs again.`);

process.chdir(ROOT);
const environment = {
  CHROMIUM: chromium,
  FUZZ_SEED: seed,
  FUZZ_RUNS: process.env.FUZZ_RUNS ?? String(RUNS),
  FUZZ_MINUTES: String(MINUTES),
  SOAK_STEPS: String(STEPS),
  CPU_SOAK_STEPS: String(CPU_STEPS),
  CPU_SOAK_KILLS: String(CPU_KILLS),
  CPU_SOAK_MINUTES: String(MINUTES),
};
const vitest = (...args) => run("npx", ["vitest", "run", ...args], { environment });
const passed = [
  await vitest("--project", "fuzz"),
  // The verbose reporter shows steps per second, memory and what the killed threads did.
  await vitest("--project", "node", "--reporter", "verbose", "wasm/soak.test"),
  await vitest("--project", "reference-browser", "soak.browser"),
];
process.exit(passed.every(Boolean) ? 0 : 1);
