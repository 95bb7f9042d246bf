import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { LabError } from "../src/core/errors.ts";
import { instanceChoice } from "../src/core/instances/choice.ts";
import { type InstanceChoice, METHODS } from "../src/core/instances/parameters.ts";
import { printable } from "./printable.ts";
import { type SetScore, scoreLabels, scoreTrueLevels } from "./score.ts";
import { scoreText } from "./score-text.ts";
import { UsageError } from "./usage.ts";

function typed(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  return text.trim() === "" ? text : Number(text);
}

/** `level=2,rest=false` as names and values. */
function parametersOf(text: string): Record<string, unknown> {
  const parts = text.split(",").filter((part) => part.trim() !== "");
  return Object.fromEntries(
    parts.map((part) => {
      const [name, value] = part.split("=");
      if (value === undefined) throw new UsageError(`--parameters needs NAME=VALUE, but has "${part}".`);
      return [name.trim(), typed(value)];
    }),
  );
}

/** The method and parameters that the options name. Throws a UsageError. */
export function choiceFrom(name: string, parameters: string): InstanceChoice {
  const method = METHODS.find((known) => known === name);
  if (!method) throw new UsageError(`There is no method "${name}". The methods are ${METHODS.join(", ")}.`);
  try {
    return instanceChoice(method, parametersOf(parameters));
  } catch (error) {
    throw error instanceof LabError ? new UsageError(error.message, { cause: error }) : error;
  }
}

async function scoreOf(paths: readonly string[], choice: InstanceChoice | null): Promise<SetScore> {
  if (choice) {
    if (paths.length !== 1) throw new UsageError("score --from-true-levels needs one PATH.");
    return scoreTrueLevels(paths[0], choice);
  }
  if (paths.length !== 2) throw new UsageError("score needs two paths: TRUTH and PREDICTION.");
  return scoreLabels(paths[0], paths[1]);
}

/** Runs `score`; relative paths start at `folder`. Throws a UsageError or a LabError. */
export async function scoreCommand(args: string[], folder: string): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      "from-true-levels": { type: "boolean", default: false },
      method: { type: "string" },
      parameters: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const fromLevels = values["from-true-levels"];
  if (!fromLevels && (values.method ?? values.parameters) !== undefined) {
    throw new UsageError("--method and --parameters go with --from-true-levels.");
  }
  const choice = fromLevels ? choiceFrom(values.method ?? METHODS[0], values.parameters ?? "") : null;
  const paths = positionals.map((path) => resolve(folder, path));
  const score = await scoreOf(paths, choice);
  for (const { file, reason } of score.notes) console.error(printable(`${file}: ${reason}`));
  console.log(
    values.json
      ? JSON.stringify(choice ? { ...score, parameters: choice.parameters } : score, null, 2)
      : scoreText(score),
  );
}
