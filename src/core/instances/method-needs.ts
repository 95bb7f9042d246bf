import { type NetworkName, networksOf, type Stage } from "../recipe/recipe.ts";
import type { Method } from "./parameters.ts";

/** The networks whose output a method reads, beside the mask: levels are predicted from predicted vectors. */
const NEEDS: Readonly<Record<Method, readonly NetworkName[]>> = {
  cut: ["direction", "energy"],
  components: [],
  watershed: ["direction", "energy"],
  follow: ["direction"],
  divergence: ["direction"],
};

/** The networks that a method needs and that no stage of these has trained. */
export function missingNetworks(method: Method, trained: readonly Stage[]): readonly NetworkName[] {
  const networks = trained.flatMap(networksOf);
  return NEEDS[method].filter((name) => !networks.includes(name));
}

const MISSING: Readonly<Record<NetworkName, string>> = {
  semantic: "This method reads the mask. Train the semantic stage first.",
  direction: "This method reads unit vectors. Train the direction stage first.",
  energy: "This method reads depth levels. Train the energy stage first.",
};

/** What a method cannot do without and has not got, and what to do about it; null when it can work. */
export function missingFor(method: Method, trained: readonly Stage[]): string | null {
  const [missing] = missingNetworks(method, trained);
  return missing ? MISSING[missing] : null;
}

/** The method that reads the most of what is trained: levels, else unit vectors, else the mask alone. */
export function defaultMethod(trained: readonly Stage[]): Method {
  const reads = (method: Method) => missingNetworks(method, trained).length === 0;
  return (["cut", "divergence"] as const).find(reads) ?? "components";
}
