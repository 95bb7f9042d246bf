import type { Method } from "../../../core/instances/parameters.ts";

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
