import { PUBLISHED_NETWORK, predictsQuantity } from "../recipe/pipelines.ts";
import type { Stage } from "../recipe/recipe.ts";
import { NETWORK_TEXT, stageTitle } from "../recipe/stages.ts";
import type { FieldQuantity } from "../recipe/task.ts";
import { INSTANCE_METHODS, type Method } from "./parameters.ts";

/** The quantities that a method needs and that no network of these trained stages predicts. */
export function missingQuantities(method: Method, trained: readonly Stage[]): readonly FieldQuantity[] {
  const reads: readonly FieldQuantity[] = INSTANCE_METHODS[method].reads;
  return reads.filter((quantity) => !predictsQuantity(trained, quantity));
}

/** A sentence that names the missing input of a method and the stage to train; null if nothing is missing. */
export function missingFor(method: Method, trained: readonly Stage[]): string | null {
  const [missing] = missingQuantities(method, trained);
  if (!missing) return null;
  const network = PUBLISHED_NETWORK[missing];
  return `This method reads ${NETWORK_TEXT[network].output}. Train the stage ${stageTitle(network)} first.`;
}

/**
 * The method that uses the most of the trained networks: levels, else unit vectors, else the mask alone. The shared
 * network learns vectors that are shorter where it is unsure, which suits their integration.
 */
export function defaultMethod(trained: readonly Stage[]): Method {
  const reads = (method: Method) => missingQuantities(method, trained).length === 0;
  if (trained.includes("shared")) return "depth";
  return (["cut", "divergence"] as const).find(reads) ?? "components";
}

/**
 * Whether predictions are averaged over the eight rotations and reflections of an image unless chosen otherwise: of the
 * shared network, whose cells that improves; those of the published networks stay the same.
 */
export function defaultTestTimeAugmentation(trained: readonly Stage[]): boolean {
  return trained.includes("shared");
}
