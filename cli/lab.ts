import { LabError } from "../src/core/errors.ts";
import { type Command, UsageError } from "./command.ts";
import { compareCommand } from "./compare-command.ts";
import { EndedEarly } from "./ended-early.ts";
import { experimentCommand } from "./experiment-command.ts";
import { exportCommand } from "./export-command.ts";
import { fieldsCommand } from "./fields-command.ts";
import { inspectCommand } from "./inspect-command.ts";
import { predictCommand } from "./predict-command.ts";
import { scoreCommand } from "./score-command.ts";
import { trainCommand } from "./train-command.ts";
import { commandHelp, usage } from "./usage.ts";
import { outputError } from "./write-output.ts";

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  trainCommand,
  experimentCommand,
  compareCommand,
  predictCommand,
  exportCommand,
  fieldsCommand,
  inspectCommand,
  scoreCommand,
];

const HELP: ReadonlySet<string | undefined> = new Set(["--help", "-h"]);

function isBadUse(error: unknown): error is Error {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return error instanceof UsageError || code.startsWith("ERR_PARSE_ARGS");
}

function complain(thrown: unknown): void {
  const path = thrown instanceof Error && "path" in thrown ? String(thrown.path) : "The output";
  const error = outputError(path, thrown);
  if (error instanceof LabError || isBadUse(error)) console.error(error.message);
  else console.error("Unexpected error:", error);
}

/** Whether the help of a command is requested; after `--` there are only paths. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end === -1 ? args.length : end).some((arg) => HELP.has(arg));
}

/**
 * Runs one command of the lab. `folder` is the base of relative paths. Returns the exit code: 0 on success, 1
 * on failure, 2 for an invalid command line, 3 for a run that stopped as requested, 130 after Ctrl+C.
 */
export async function lab(args: readonly string[], folder: string): Promise<number> {
  const isHelp = args[0] === "help";
  const [name, ...rest] = isHelp ? args.slice(1) : args;
  if (HELP.has(name) || (isHelp && name === undefined)) {
    console.log(usage(COMMANDS));
    return 0;
  }
  const command = COMMANDS.find((known) => known.name === name);
  if (!command) {
    console.error(name === undefined ? "No command is given." : `There is no command "${name}".`);
    console.error(usage(COMMANDS));
    return EXIT_USAGE;
  }
  if (isHelp || asksForHelp(rest)) {
    console.log(commandHelp(command));
    return 0;
  }
  try {
    await command.run(rest, folder);
    return 0;
  } catch (error) {
    complain(error);
    if (error instanceof EndedEarly) return error.exitCode;
    if (!isBadUse(error)) return EXIT_FAILED;
    console.error(commandHelp(command));
    return EXIT_USAGE;
  }
}
