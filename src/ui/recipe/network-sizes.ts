import { NETWORKS, type NetworkName, type Recipe } from "../../core/recipe/recipe.ts";
import { parameterCount } from "../../nets/count.ts";
import { networkGraph } from "../../nets/stage-graph.ts";

/** Number of trained parameters of each network in a recipe. */
export function networkSizes(networks: Recipe["networks"]): Readonly<Record<NetworkName, number>> {
  const entries = NETWORKS.map((name) => [name, parameterCount(networkGraph(name, networks))]);
  return Object.fromEntries(entries) as Record<NetworkName, number>;
}

/** A parameter count in words: `482`, `12.4 thousand`, `1.93 million`. */
export function formatParameters(count: number): string {
  if (count >= 1e6) return `${(count / 1e6).toPrecision(3)} million`;
  if (count >= 1e3) return `${(count / 1e3).toPrecision(3)} thousand`;
  return String(count);
}
