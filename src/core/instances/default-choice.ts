import { instanceChoice } from "./choice.ts";
import type { Parameter } from "./parameter.ts";
import { INSTANCE_METHODS, type InstanceChoice, type Method } from "./parameters.ts";

/** The value that a parameter takes from the training images; null if it takes none, or it is unknown. */
export function trainedDefault(parameter: Parameter, smallestCell: number | null): number | null {
  if (parameter.kind !== "number" || parameter.fromTraining !== true || smallestCell === null) return null;
  return Math.min(parameter.high, Math.max(parameter.low, smallestCell));
}

/**
 * A method with its default parameters.
 * @param smallestCell in px, by the training images of the networks; null if unknown
 */
export function defaultChoice(method: Method, smallestCell: number | null): InstanceChoice {
  const parameters = Object.entries<Parameter>(INSTANCE_METHODS[method].parameters);
  const trained = parameters.flatMap(([name, parameter]) => {
    const value = trainedDefault(parameter, smallestCell);
    return value === null ? [] : [[name, value] as const];
  });
  return instanceChoice(method, Object.fromEntries(trained));
}
