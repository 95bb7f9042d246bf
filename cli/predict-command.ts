import { resolve } from "node:path";
import { METHODS, type Method } from "../src/core/instances/parameters.ts";
import type { Gate } from "../src/core/recipe/recipe.ts";
import { START_NAMES } from "../src/core/starts/starts.ts";
import { BROWSER_OPTION } from "./browser-option.ts";
import { defineCommand, UsageError } from "./command.ts";
import { choiceFrom, METHOD_OPTIONS, parametersFrom } from "./method-options.ts";
import { oneOf } from "./name-option.ts";
import { predict } from "./predict.ts";
import type { PredictOptions } from "./predict-options.ts";
import { planeFrom, STACK_OPTIONS } from "./stack-options.ts";

const GATES: readonly Gate[] = ["true", "predicted"];

/**
 * The method of this name; without a name the first method if there are parameters, which are then its own,
 * else null.
 */
function methodFrom(name: string | undefined, parameters: ReturnType<typeof parametersFrom>): Method | null {
  if (name === undefined && Object.keys(parameters).length === 0) return null;
  return choiceFrom(name ?? METHODS[0], parameters).method;
}

/** The networks that predict: of a file, or a built-in start. */
function networksFrom(
  { weights, start }: { readonly weights?: string | undefined; readonly start?: string | undefined },
  folder: string,
): PredictOptions["networks"] {
  if ((weights === undefined) === (start === undefined)) {
    throw new UsageError("This command needs --weights ZIP or --start NAME, one of the two.");
  }
  if (start !== undefined) return { start: oneOf("start", START_NAMES, start) };
  return { weights: resolve(folder, weights ?? "") };
}

export const predictCommand = defineCommand({
  name: "predict",
  summary:
    "Finds the cells of images, with or without labels, and writes label images, ImageJ regions, COCO, a Kaggle " +
    "submission, scores where there are labels, and predictions.json. Scores stand beside those of the connected " +
    "components of the same mask; with the true mask, that mask itself is not scored.",
  forms: [{ arguments: "PATH" }],
  paths: { needed: true, many: false, what: "images, a folder or a zip" },
  options: {
    weights: { type: "string", value: "ZIP", help: "Trained networks: a weights.zip." },
    start: {
      type: "string",
      value: START_NAMES.join("|"),
      help: "In place of --weights: the built-in start for nuclei in fluorescence or for cells in phase contrast.",
    },
    out: { type: "string", value: "DIR", required: true, help: "Where the files are written." },
    method: {
      ...METHOD_OPTIONS.method,
      help:
        "How cells are found in the predictions. Default: the method that uses the most of them (cut, else " +
        "divergence, else components; depth for the network with three heads).",
    },
    parameters: { ...METHOD_OPTIONS.parameters, help: "Parameters of the method. Default: as fitted." },
    gate: {
      type: "string",
      value: GATES.join("|"),
      help: "The mask that cells are found in. Default: the predicted one where the weights have a U-Net.",
    },
    tta: {
      type: "boolean",
      help:
        "Test-time augmentation: averages over the eight flips and rotations by 90°. Default for the network with " +
        "three heads.",
    },
    "no-tta": { type: "boolean", help: "No test-time augmentation." },
    ...STACK_OPTIONS,
    ...BROWSER_OPTION,
  },
  async run(values, [path], folder) {
    const parameters = parametersFrom(values.parameters ?? "");
    if (values.tta && values["no-tta"]) throw new UsageError("Give --tta or --no-tta, not both.");
    await predict({
      path: resolve(folder, path),
      networks: networksFrom(values, folder),
      method: methodFrom(values.method, parameters),
      parameters,
      gate: values.gate === undefined ? null : oneOf("gate", GATES, values.gate),
      testTimeAugmentation: values.tta ? true : values["no-tta"] ? false : null,
      ...planeFrom(values),
      inBrowser: values.browser,
      out: resolve(folder, values.out),
    });
  },
});
