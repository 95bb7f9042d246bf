import { spawn } from "node:child_process";

/** File descriptor of standard error. */
const STANDARD_ERROR = 2;

/**
 * Runs a command and shows its output; true if it exits with 0. The output of preparations (`aside`) goes to
 * standard error: standard output is for results only.
 */
export function run(command, args, { environment = {}, aside = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ["ignore", aside ? STANDARD_ERROR : "inherit", "inherit"],
      env: { ...process.env, ...environment },
      shell: process.platform === "win32",
    });
    child.on("error", (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(false);
    });
    child.on("exit", (code) => resolve(code === 0));
  });
}
