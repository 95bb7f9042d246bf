import { type NetworkName, networksOf, type Stage } from "../recipe/recipe.ts";
import { NETWORK_WORDS } from "../recipe/stages.ts";
import { INSTANCE_METHODS, type Method } from "./parameters.ts";

/** The networks that a method needs and that no stage of these has trained. */
export function missingNetworks(method: Method, trained: readonly Stage[]): readonly NetworkName[] {
  const networks = trained.flatMap(networksOf);
  const reads: readonly NetworkName[] = INSTANCE_METHODS[method].reads;
  return reads.filter((name) => !networks.includes(name));
}

/** What a method cannot do without and has not got, and what to do about it; null when it can work. */
export function missingFor(method: Method, trained: readonly Stage[]): string | null {
  const [missing] = missingNetworks(method, trained);
  if (!missing) return null;
  return `This method reads ${NETWORK_WORDS[missing].output}. Train the ${missing} stage first.`;
}

/** The method that reads the most of what is trained: levels, else unit vectors, else the mask alone. */
export function defaultMethod(trained: readonly Stage[]): Method {
  const reads = (method: Method) => missingNetworks(method, trained).length === 0;
  return (["cut", "divergence"] as const).find(reads) ?? "components";
}
