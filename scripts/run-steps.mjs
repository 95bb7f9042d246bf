import { spawn } from "node:child_process";
import process from "node:process";
import { run } from "./run.mjs";

/** Lines of output that tell why a step failed. */
const FIRST_LINES = 3;

/** Runs a command and keeps its output. */
function runQuietly(command, args, environment) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...environment },
      shell: process.platform === "win32",
    });
    const output = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    child.on("error", (error) => {
      output.push(Buffer.from(`${command} could not be started: ${error.message}\n`));
    });
    child.on("close", (code) => resolve({ passed: code === 0, output: Buffer.concat(output) }));
  });
}

/** The first lines of an output that are not empty, in one. */
const firstLinesOf = (output) =>
  String(output)
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(0, FIRST_LINES)
    .join(" | ");

async function runStep({ title, command, args }, environment, isAlone) {
  const started = Date.now();
  if (isAlone) console.log(`\n== ${title}`);
  const { passed, output } = isAlone
    ? { passed: await run(command, args, { environment }), output: "" }
    : await runQuietly(command, args, environment);
  const seconds = Math.round((Date.now() - started) / 1000);
  if (!isAlone) process.stdout.write(`\n== ${title}\n${output}`);
  console.log(`   ${title}: ${passed ? "passed" : "failed"} after ${seconds} s`);
  return { title, passed, seconds, said: passed ? "" : firstLinesOf(output) };
}

/**
 * Runs steps `{ title, command, args }`. Lanes run in parallel, the steps of a lane one after another. The
 * output of a step is printed at its end, or immediately if there is only one lane.
 * @param lanes Lists of steps
 * @param rest Steps that wait for no other: a lane that has ended takes the next of them
 * @returns `{ title, passed, seconds, said }` of every step: `said` are the first lines of one that failed in a lane
 */
export async function runSteps(lanes, environment = {}, rest = []) {
  const waiting = [...rest];
  const results = await Promise.all(
    lanes.map(async (steps) => {
      const done = [];
      const own = [...steps];
      for (let step = own.shift() ?? waiting.shift(); step; step = own.shift() ?? waiting.shift()) {
        done.push(await runStep(step, environment, lanes.length === 1));
      }
      return done;
    }),
  );
  return results.flat();
}

/** A step that runs a script of package.json, with additional arguments. */
export function npmStep(title, script, ...args) {
  return {
    title,
    command: "npm",
    args: ["run", "--silent", script, ...(args.length > 0 ? ["--", ...args] : [])],
  };
}

/** Prints the seconds of each step and whether all steps passed. */
export function reportSteps(results, seconds) {
  console.log("\nSeconds per step (some ran in parallel):");
  for (const { title, passed, seconds: took } of results) {
    console.log(`${String(took).padStart(6)}  ${title}${passed ? "" : " (failed)"}`);
  }
  console.log(`${String(seconds).padStart(6)}  in total`);
  const failed = results.filter(({ passed }) => !passed).map(({ title }) => title);
  console.log(`\n${results.length - failed.length} passed, ${failed.length} failed`);
  if (failed.length > 0) console.log(`Failed: ${failed.join(", ")}.`);
  return failed.length === 0;
}
