import type { Method } from "../../core/instances/parameters.ts";
import { type NetworkName, networksOf, type Stage } from "../../core/recipe/recipe.ts";

/** A method as people read it. */
export interface MethodWords {
  readonly title: string;
  /** What it does, in a sentence. */
  readonly sentence: string;
  /** The network whose output it reads; null where the mask is enough. */
  readonly needs: Exclude<NetworkName, "semantic"> | null;
}

export const METHOD_WORDS: Readonly<Record<Method, MethodWords>> = {
  cut: {
    title: "Cut of levels",
    sentence: "Keeps what lies deeper than a level, takes the pieces apart and grows them back.",
    needs: "energy",
  },
  components: {
    title: "Pieces of the mask",
    sentence: "Takes each connected piece of the mask as a cell: the line that the others must beat.",
    needs: null,
  },
  watershed: {
    title: "Watershed",
    sentence: "Floods the levels from their deepest places until the waters meet.",
    needs: "energy",
  },
  follow: {
    title: "Follow the field",
    sentence: "Sends every pixel along the vectors; those that end on one ridge are a cell.",
    needs: "direction",
  },
  divergence: {
    title: "Cut by divergence",
    sentence: "Cuts where neighbouring vectors point apart and grows the pieces back.",
    needs: "direction",
  },
};

const MISSING: Readonly<Record<"direction" | "energy", string>> = {
  direction: "This method reads unit vectors. Train the direction stage first.",
  energy: "This method reads depth levels. Train the direction and the energy stage first.",
};

/** What a method cannot do without and has not got, and what to do about it; null when it can work. */
export function missingFor(method: Method, trained: readonly Stage[]): string | null {
  const { needs } = METHOD_WORDS[method];
  const networks = trained.flatMap(networksOf);
  if (needs === null) return null;
  const has = networks.includes("direction") && (needs === "direction" || networks.includes("energy"));
  return has ? null : MISSING[needs];
}
