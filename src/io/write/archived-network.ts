import type { EngineRecord } from "../../core/recipe/engine-record.ts";
import type { ImageValues, NetworkName, Recipe } from "../../core/recipe/recipe.ts";
import type { Graph } from "../../nets/graph.ts";
import type { Weights } from "../../nets/weights.ts";

/** A network and its trained weights. */
export interface ArchivedNetwork {
  readonly graph: Graph;
  readonly weights: Weights;
  /** The engine that trained it; null if unknown. */
  readonly engine: EngineRecord | null;
  /** Preprocessing of its image; the rest of the training recipe is not used. */
  readonly recipe: ImageValues;
}

/** The trained networks of an archive, and its recipe. */
export interface ArchivedNetworks {
  /** Untrained networks are absent or null. */
  readonly networks: Readonly<Partial<Record<NetworkName, ArchivedNetwork | null>>>;
  readonly recipe: Recipe;
}
