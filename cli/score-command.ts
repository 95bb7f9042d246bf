import { resolve } from "node:path";
import { counted } from "../src/core/counted.ts";
import { type InstanceChoice, METHODS } from "../src/core/instances/parameters.ts";
import { defineCommand, UsageError } from "./command.ts";
import { fitTrueLevels, type TrueFit } from "./fit-true-levels.ts";
import { choiceFrom, METHOD_OPTIONS, parametersFrom } from "./method-options.ts";
import { printable } from "./printable.ts";
import { type SetScore, scoreLabels, scoreTrueLevels } from "./score.ts";
import { scoreText } from "./score-text.ts";

function fitText({ choice, images, of, kaggle }: TrueFit): string {
  const values = Object.entries(choice.parameters).map(([name, value]) => `${name}=${value}`);
  const some = images === of ? counted(images, "image") : `${images} of ${of} images`;
  return `Optimised on ${some} of --fit (Kaggle ${kaggle.toFixed(3)} there); the scored images took no part: ${values.join(",")}`;
}

async function scoreOf(paths: readonly string[], choice: InstanceChoice | null): Promise<SetScore> {
  if (choice) {
    if (paths.length !== 1) throw new UsageError("score --from-true-levels needs one PATH.");
    return scoreTrueLevels(paths[0], choice);
  }
  if (paths.length !== 2) throw new UsageError("score needs two paths: TRUTH and PREDICTION.");
  return scoreLabels(paths[0], paths[1]);
}

export const scoreCommand = defineCommand({
  name: "score",
  summary:
    "Scores label images against ground truth of the same names: AP50, mAP@[.50:.95] (Kaggle), F1, PQ, and more. " +
    "With --from-true-levels, finds the cells of labelled images again from their true mask, levels and vectors, and " +
    "scores them.",
  prints: true,
  forms: [
    { arguments: "TRUTH PREDICTION", options: ["json"] },
    { arguments: "PATH --from-true-levels", options: ["method", "parameters", "fit", "json"] },
  ],
  paths: { needed: false, many: true, what: "a folder, a zip or a label image" },
  options: {
    "from-true-levels": {
      type: "boolean",
      help: "Finds the cells in the ground truth's own mask, levels and vectors: the error of the method itself.",
    },
    method: { ...METHOD_OPTIONS.method, help: `How cells are found. Default: ${METHODS[0]}.` },
    parameters: {
      ...METHOD_OPTIONS.parameters,
      help: "Parameters of the method. Default: those of the page.",
    },
    fit: {
      type: "string",
      value: "TRAINING",
      help: "Optimises the parameters on these labelled images, which must be others than those of PATH.",
    },
    json: { type: "boolean", help: "Prints one JSON object." },
  },
  async run(values, given, folder) {
    const fromLevels = values["from-true-levels"];
    if (!fromLevels && (values.method ?? values.parameters ?? values.fit) !== undefined) {
      throw new UsageError("--method, --parameters and --fit go with --from-true-levels.");
    }
    const start = fromLevels
      ? choiceFrom(values.method ?? METHODS[0], parametersFrom(values.parameters ?? ""))
      : null;
    const paths = given.map((path) => resolve(folder, path));
    const fit =
      start && values.fit !== undefined && paths.length === 1
        ? await fitTrueLevels(resolve(folder, values.fit), paths[0], start)
        : null;
    if (fit) console.error(fitText(fit));
    const choice = fit?.choice ?? start;
    const score = await scoreOf(paths, choice);
    for (const { file, reason } of score.notes) console.error(printable(`${file}: ${reason}`));
    console.log(
      values.json
        ? JSON.stringify(
            choice
              ? { ...score, parameters: choice.parameters, ...(fit ? { fittedOn: fit.images } : {}) }
              : score,
            null,
            2,
          )
        : scoreText(score),
    );
  },
});
