import { type Recipe, STAGES, type Stage } from "../../core/recipe/recipe.ts";
import { parameterCount } from "../../nets/count.ts";
import { stageGraph } from "../../nets/stage-graph.ts";

/** Trained parameters of each network of a recipe. */
export function networkSizes(networks: Recipe["networks"]): Readonly<Record<Stage, number>> {
  const entries = STAGES.map((stage) => [stage, parameterCount(stageGraph(stage, networks))]);
  return Object.fromEntries(entries) as Record<Stage, number>;
}

/** A count of parameters in words: `482`, `12.4 thousand`, `1.93 million`. */
export function parametersInWords(count: number): string {
  if (count >= 1e6) return `${(count / 1e6).toPrecision(3)} million`;
  if (count >= 1e3) return `${(count / 1e3).toPrecision(3)} thousand`;
  return String(count);
}
