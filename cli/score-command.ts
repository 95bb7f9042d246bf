import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type InstanceChoice, METHODS } from "../src/core/instances/parameters.ts";
import { choiceFrom, parametersFrom } from "./method-options.ts";
import { printable } from "./printable.ts";
import { type SetScore, scoreLabels, scoreTrueLevels } from "./score.ts";
import { scoreText } from "./score-text.ts";
import { UsageError } from "./usage.ts";

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
  const choice = fromLevels
    ? choiceFrom(values.method ?? METHODS[0], parametersFrom(values.parameters ?? ""))
    : null;
  const paths = positionals.map((path) => resolve(folder, path));
  const score = await scoreOf(paths, choice);
  for (const { file, reason } of score.notes) console.error(printable(`${file}: ${reason}`));
  console.log(
    values.json
      ? JSON.stringify(choice ? { ...score, parameters: choice.parameters } : score, null, 2)
      : scoreText(score),
  );
}
