import type { Page } from "playwright";
import type { Evaluation } from "../src/core/instances/evaluation.ts";
import type { InstanceChoice } from "../src/core/instances/parameters.ts";
import { predictsQuantity } from "../src/core/recipe/pipelines.ts";
import type { Gate } from "../src/core/recipe/recipe.ts";
import type {} from "../src/state/scripting.ts";
import { TrainError } from "./run-in-page.ts";

/** Scores of the cells of the validation images, and the parameters of the method. */
export type ReportedEvaluation = Evaluation & { readonly parameters: InstanceChoice["parameters"] };

/** The possible gates of the trained networks, the default first: the predicted mask only if a network predicts it. */
export async function possibleGates(page: Page): Promise<readonly [Gate, ...Gate[]]> {
  const trained = await page.evaluate(() => window.directionLab.networksInUse());
  return predictsQuantity(trained, "mask") ? ["predicted", "true"] : ["true"];
}

/**
 * Every method with each of the gates on the validation images, with the trained networks; empty without such images.
 * @throws TrainError with the page's own reason if the cells cannot be found
 */
export async function evaluateValidation(
  page: Page,
  gates: readonly Gate[],
): Promise<readonly ReportedEvaluation[]> {
  const compared = await page.evaluate((all) => window.directionLab.evaluateAll(all), gates);
  if (!compared) {
    const error = await page.evaluate(() => window.directionLab.cells().error);
    throw new TrainError(error ?? "The cells could not be found.");
  }
  return compared.flatMap(({ choice, evaluation }) =>
    evaluation ? [{ ...evaluation, parameters: choice.parameters }] : [],
  );
}
