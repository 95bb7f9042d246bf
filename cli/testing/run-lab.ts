import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The script of the command line. */
export const LAB = fileURLToPath(new URL("../../scripts/lab.mjs", import.meta.url));

/** Options of a test that runs commands: it hangs if it takes longer. */
export const COMMANDS_RUN = { timeout: 5 * 60_000 };

/** Runs a command of the lab in a process of its own, on a computer without a browser. */
export function runLab(...args: string[]) {
  // Inside of tests, NODE_ENV would make a bundle for development.
  const environment = { ...process.env, CHROMIUM: "/nowhere", NODE_ENV: "production" };
  return spawnSync(process.execPath, [LAB, ...args], { encoding: "utf8", env: environment });
}
