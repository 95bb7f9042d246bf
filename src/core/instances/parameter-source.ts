import type { Gate } from "../recipe/recipe.ts";
import { sameValue } from "../same-value.ts";
import { defaultChoice } from "./default-choice.ts";
import type { FittedChoices } from "./fitted-choices.ts";
import type { InstanceChoice } from "./parameters.ts";

/** Where the parameters of a method come from. */
export type ParameterSource = "default" | "training" | "validation" | "given";

/** Where parameters come from: a fit on images of one of the sets, the defaults, or somebody's choice. */
export function parameterSource(fitted: FittedChoices, gate: Gate, choice: InstanceChoice): ParameterSource {
  const { method } = choice;
  if (sameValue(fitted[gate][method], choice)) {
    return fitted.onTraining[gate].includes(method) ? "training" : "validation";
  }
  return sameValue(defaultChoice(method, fitted.smallestCell), choice) ? "default" : "given";
}

/** The source of parameters in words. */
export const PARAMETER_SOURCE_TEXT: Readonly<Record<ParameterSource, string>> = {
  default: "default parameters",
  training: "parameters optimised on training images, without the validation images",
  validation: "parameters optimised on validation images, whose scores are therefore optimistic",
  given: "parameters as chosen",
};
