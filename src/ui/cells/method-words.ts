import { missingNetworks } from "../../core/instances/method-needs.ts";
import type { Method } from "../../core/instances/parameters.ts";
import type { NetworkName, Stage } from "../../core/recipe/recipe.ts";

/** A method as people read it. */
export interface MethodWords {
  readonly title: string;
  /** What it does, in a sentence. */
  readonly sentence: string;
}

export const METHOD_WORDS: Readonly<Record<Method, MethodWords>> = {
  cut: {
    title: "Cut of levels",
    sentence: "Keeps what lies deeper than a level, takes the pieces apart and grows them back.",
  },
  components: {
    title: "Pieces of the mask",
    sentence: "Takes each connected piece of the mask as a cell: the line that the others must beat.",
  },
  watershed: {
    title: "Watershed",
    sentence: "Floods the levels from their deepest places until the waters meet.",
  },
  follow: {
    title: "Follow the field",
    sentence: "Sends every pixel along the vectors; those that end on one ridge are a cell.",
  },
  divergence: {
    title: "Cut by divergence",
    sentence: "Cuts where neighbouring vectors point apart and grows the pieces back.",
  },
};

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
