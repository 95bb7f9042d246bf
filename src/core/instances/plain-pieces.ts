import { instanceChoice } from "./choice.ts";
import type { InstanceChoice } from "./parameters.ts";

/**
 * The connected components of the mask that a method is compared with: connected components with the method's own neighbours
 * and smallest piece, i.e. what the method finds where its network says nothing. Null for the pieces themselves.
 */
export function plainPieces({ method, parameters }: InstanceChoice): InstanceChoice | null {
  if (method === "components") return null;
  const { neighbours, minimum } = parameters;
  return instanceChoice("components", { neighbours, minimum });
}
