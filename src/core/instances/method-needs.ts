import { type NetworkName, networksOf, type Stage } from "../recipe/recipe.ts";
import { NETWORK_TEXT, stageTitle } from "../recipe/stages.ts";
import { INSTANCE_METHODS, type Method } from "./parameters.ts";

/** The networks that a method needs and that none of the `trained` stages has trained. */
export function missingNetworks(method: Method, trained: readonly Stage[]): readonly NetworkName[] {
  const networks = trained.flatMap(networksOf);
  const reads: readonly NetworkName[] = INSTANCE_METHODS[method].reads;
  return reads.filter((name) => !networks.includes(name));
}

/** A sentence that names the missing input of a method and the stage to train; null if nothing is missing. */
export function missingFor(method: Method, trained: readonly Stage[]): string | null {
  const [missing] = missingNetworks(method, trained);
  if (!missing) return null;
  return `This method reads ${NETWORK_TEXT[missing].output}. Train the stage ${stageTitle(missing)} first.`;
}

/** The method that uses the most of the trained networks: levels, else unit vectors, else the mask alone. */
export function defaultMethod(trained: readonly Stage[]): Method {
  const reads = (method: Method) => missingNetworks(method, trained).length === 0;
  return (["cut", "divergence"] as const).find(reads) ?? "components";
}
