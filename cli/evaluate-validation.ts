import type { Evaluation } from "../src/core/instances/evaluation.ts";
import type { InstanceChoice } from "../src/core/instances/parameters.ts";
import { predictsQuantity } from "../src/core/recipe/pipelines.ts";
import type { Gate } from "../src/core/recipe/recipe.ts";
import type { OpenLab } from "./open-lab.ts";
import { TrainError } from "./run-in-lab.ts";

/** Scores of the cells of the validation images, and the parameters of the method. */
export type ReportedEvaluation = Evaluation & { readonly parameters: InstanceChoice["parameters"] };

/** The possible gates of the trained networks, the default first: the predicted mask only if a network predicts it. */
export async function possibleGates(lab: OpenLab): Promise<readonly [Gate, ...Gate[]]> {
  const trained = await lab.call("networksInUse");
  return predictsQuantity(trained, "mask") ? ["predicted", "true"] : ["true"];
}

/**
 * Every method with each of the gates on the validation images, with the trained networks; empty without such images.
 * @throws TrainError with the lab's own reason if the cells cannot be found
 */
export async function evaluateValidation(
  lab: OpenLab,
  gates: readonly Gate[],
): Promise<readonly ReportedEvaluation[]> {
  const compared = await lab.call("evaluateAll", gates);
  if (!compared) {
    const { error } = await lab.call("cells");
    throw new TrainError(error ?? "The cells could not be found.");
  }
  return compared.flatMap(({ choice, evaluation }) =>
    evaluation ? [{ ...evaluation, parameters: choice.parameters }] : [],
  );
}
