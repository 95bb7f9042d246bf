import { spawn } from "node:child_process";
import { constants } from "node:os";
import process from "node:process";

/**
 * glibc keeps freed memory for later, up to 64 MB in each thread, once arrays of this size have been freed. With a fixed
 * size it returns the memory of larger arrays at once; it is read at the start of a process only.
 */
const ARRAYS = { MALLOC_MMAP_THRESHOLD_: String(2 ** 18) };
/** MB of new objects that V8 collects before it frees any, in each thread. */
const FLAGS = ["--max-semi-space-size=4"];
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Whether this process was started so, or cannot be. */
export function ownsMemory() {
  // It ends with the process that started it.
  process.on("disconnect", () => process.exit(128 + constants.signals.SIGTERM));
  process.channel?.unref();
  return process.platform !== "linux" || Object.keys(ARRAYS).every((name) => process.env[name] !== undefined);
}

/**
 * Runs a script in a process that returns memory early, and passes signals on.
 * @returns its exit code
 */
export function runInOwnMemory(script, args) {
  const child = spawn(process.execPath, [...process.execArgv, ...FLAGS, script, ...args], {
    env: { ...process.env, ...ARRAYS },
    // Else the terminal and this process would both send Ctrl+C, of which the second ends it at once.
    detached: true,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
