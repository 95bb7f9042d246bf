import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { MOST_PLANES } from "../src/core/dataset/stack-choice.ts";
import { LabError } from "../src/core/errors.ts";
import { METHODS, type Method } from "../src/core/instances/parameters.ts";
import { type Gate, STAGES, type Stage } from "../src/core/recipe/recipe.ts";
import { LARGEST_SEED, MOST_STEPS } from "../src/core/recipe/recipe-schema.ts";
import { fields } from "./fields.ts";
import { channelFrom, normalisationFrom } from "./image-options.ts";
import { inspect } from "./inspect.ts";
import { choiceFrom, parametersFrom } from "./method-options.ts";
import { predict } from "./predict.ts";
import { recipeFrom } from "./recipe-option.ts";
import { scoreCommand } from "./score-command.ts";
import { train } from "./train.ts";
import { USAGE, UsageError } from "./usage.ts";

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;
const DEFAULT_OUT = "lab-output";

function wholeNumber(name: string, text: string | undefined, low: number, high: number): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < low || value > high) {
    throw new UsageError(`--${name} must be a whole number from ${low} to ${high}, but it is "${text}".`);
  }
  return value;
}

function stagesOf(text: string | undefined): readonly Stage[] {
  if (text === undefined) return STAGES;
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !STAGES.some((stage) => stage === name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no stage "${unknown}". The stages are ${STAGES.join(", ")}.`);
  }
  return STAGES.filter((stage) => names.includes(stage));
}

function onlyPath(positionals: readonly string[]): string | null {
  if (positionals.length > 1) throw new UsageError("Give one PATH only.");
  return positionals[0] ?? null;
}

async function trainCommand(args: string[], folder: string): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      recipe: { type: "string", default: "quick" },
      seed: { type: "string" },
      steps: { type: "string" },
      stages: { type: "string" },
      weights: { type: "string" },
      channel: { type: "string" },
      normalisation: { type: "string" },
      slice: { type: "string" },
      time: { type: "string" },
      out: { type: "string", default: DEFAULT_OUT },
    },
  });
  const path = onlyPath(positionals);
  await train({
    path: path === null ? null : resolve(folder, path),
    recipe: await recipeFrom(values.recipe, folder),
    seed: wholeNumber("seed", values.seed, 0, LARGEST_SEED),
    steps: wholeNumber("steps", values.steps, 1, MOST_STEPS),
    stages: stagesOf(values.stages),
    weights: values.weights === undefined ? null : resolve(folder, values.weights),
    channel: values.channel === undefined ? null : channelFrom(values.channel),
    normalisation: values.normalisation === undefined ? null : normalisationFrom(values.normalisation),
    slice: wholeNumber("slice", values.slice, 1, MOST_PLANES),
    time: wholeNumber("time", values.time, 1, MOST_PLANES),
    out: resolve(folder, values.out),
  });
}

async function fieldsCommand(args: string[], folder: string): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { out: { type: "string" }, border: { type: "string", default: "open" } },
  });
  const path = onlyPath(positionals);
  if (path === null) throw new UsageError("fields needs a PATH: a folder, a zip or a label image.");
  if (values.out === undefined) throw new UsageError("fields needs --out DIR.");
  if (values.border !== "open" && values.border !== "closed") {
    throw new UsageError(`--border must be open or closed, but it is "${values.border}".`);
  }
  await fields(resolve(folder, path), { out: resolve(folder, values.out), border: values.border });
}

async function inspectCommand(args: string[], folder: string): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: "boolean", default: false }, dump: { type: "string" } },
  });
  if (positionals.length === 0) throw new UsageError("inspect needs a PATH: files, folders or zips.");
  await inspect({
    paths: positionals.map((path) => resolve(folder, path)),
    json: values.json,
    dump: values.dump === undefined ? null : resolve(folder, values.dump),
  });
}

function gateFrom(text: string | undefined): Gate | null {
  if (text === undefined) return null;
  if (text !== "true" && text !== "predicted") {
    throw new UsageError(`--gate must be true or predicted, but it is "${text}".`);
  }
  return text;
}

/** The method of this name; without one that of the parameters, which are of the first method, else null. */
function methodFrom(name: string | undefined, parameters: ReturnType<typeof parametersFrom>): Method | null {
  if (name === undefined && Object.keys(parameters).length === 0) return null;
  return choiceFrom(name ?? METHODS[0], parameters).method;
}

async function predictCommand(args: string[], folder: string): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      weights: { type: "string" },
      out: { type: "string" },
      method: { type: "string" },
      parameters: { type: "string", default: "" },
      gate: { type: "string" },
      tta: { type: "boolean", default: false },
      slice: { type: "string" },
      time: { type: "string" },
    },
  });
  const path = onlyPath(positionals);
  if (path === null) throw new UsageError("predict needs a PATH: images, a folder or a zip.");
  if (values.weights === undefined) throw new UsageError("predict needs --weights ZIP.");
  if (values.out === undefined) throw new UsageError("predict needs --out DIR.");
  const parameters = parametersFrom(values.parameters);
  await predict({
    path: resolve(folder, path),
    weights: resolve(folder, values.weights),
    method: methodFrom(values.method, parameters),
    parameters,
    gate: gateFrom(values.gate),
    turns: values.tta,
    slice: wholeNumber("slice", values.slice, 1, MOST_PLANES),
    time: wholeNumber("time", values.time, 1, MOST_PLANES),
    out: resolve(folder, values.out),
  });
}

const COMMANDS: Record<string, (args: string[], folder: string) => Promise<void>> = {
  train: trainCommand,
  predict: predictCommand,
  fields: fieldsCommand,
  inspect: inspectCommand,
  score: scoreCommand,
};

function isBadUse(error: unknown): error is Error {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return error instanceof UsageError || code.startsWith("ERR_PARSE_ARGS");
}

function complain(error: unknown): void {
  if (error instanceof LabError || isBadUse(error)) console.error(error.message);
  else console.error("Something unexpected failed:", error);
}

/**
 * Runs one command of the lab. `folder` is where relative paths start.
 * Returns the exit code: 0 when it worked, 1 when it failed, 2 when the command line was not understood.
 */
export async function lab(args: readonly string[], folder: string): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--help" || name === "help") {
    console.log(USAGE);
    return 0;
  }
  try {
    if (name === undefined || !Object.hasOwn(COMMANDS, name)) {
      throw new UsageError(name === undefined ? "Say what to do." : `There is no command "${name}".`);
    }
    await COMMANDS[name](rest, folder);
    return 0;
  } catch (error) {
    complain(error);
    if (!isBadUse(error)) return EXIT_FAILED;
    console.error(USAGE);
    return EXIT_USAGE;
  }
}
