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
