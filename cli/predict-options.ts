import { LabError } from "../src/core/errors.ts";
import { defaultMethod, defaultTestTimeAugmentation } from "../src/core/instances/method-needs.ts";
import type { Method } from "../src/core/instances/parameters.ts";
import { defaultGate } from "../src/core/recipe/gate-of.ts";
import type { Gate, Stage } from "../src/core/recipe/recipe.ts";
import type { StartName } from "../src/core/starts/starts.ts";
import { importWeights, loadStart } from "./import-weights.ts";
import type { LoadOptions } from "./load-images.ts";
import type { OpenLab } from "./open-lab.ts";

/** Cells could not be predicted from the command line. */
export class PredictError extends LabError {
  override name = "PredictError";
}

export interface PredictOptions extends LoadOptions {
  readonly path: string;
  /** A zip written by "Export weights" or `train`, or a built-in start. */
  readonly networks: { readonly weights: string } | { readonly start: StartName };
  /** Null: the method that reads the most outputs of the networks in the archive. */
  readonly method: Method | null;
  /** Parameters not given are as fitted with the weights, or have their defaults. */
  readonly parameters: Readonly<Record<string, number | boolean>>;
  /** Null: the predicted mask if there is a U-Net, else the ground-truth mask. */
  readonly gate: Gate | null;
  /** Average over the eight rotations and reflections of each image; null for what suits the networks. */
  readonly testTimeAugmentation: boolean | null;
  readonly inBrowser: boolean;
  readonly out: string;
}

/** Loads the networks of the options. Throws a LabError with the lab's reason if that fails. */
export async function loadNetworks(lab: OpenLab, { networks }: PredictOptions): Promise<void> {
  if ("weights" in networks) await importWeights(lab, networks.weights);
  else await loadStart(lab, networks.start);
}

/** All cells by the options, where these are open by what suits the trained networks. */
export function cellsToFind(options: PredictOptions, trained: readonly Stage[]) {
  return {
    scope: "all",
    gate: options.gate ?? defaultGate(trained),
    testTimeAugmentation: options.testTimeAugmentation ?? defaultTestTimeAugmentation(trained),
    method: options.method ?? defaultMethod(trained),
    parameters: options.parameters,
  } as const;
}
