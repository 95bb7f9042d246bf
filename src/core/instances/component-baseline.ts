import { instanceChoice } from "./choice.ts";
import type { InstanceChoice } from "./parameters.ts";

/**
 * Baseline of a method: the connected components of the mask with the method's own threshold, holes,
 * neighbours and minimum size, i.e. its result for a network with zero output. Null if the method is the connected components.
 */
export function componentBaseline({ method, parameters }: InstanceChoice): InstanceChoice | null {
  if (method === "components") return null;
  const { minimum, maskThreshold, holes } = parameters;
  const rule = { minimum, maskThreshold, holes };
  return instanceChoice(
    "components",
    "neighbours" in parameters ? { ...rule, neighbours: parameters.neighbours } : rule,
  );
}
