import type { Recipe } from "../recipe/recipe.ts";
import { PERCENTILES } from "../recipe/recipe-schema.ts";

/** Trained networks that come with the page. */
export const START_NAMES = ["nuclei", "phase"] as const;
export type StartName = (typeof START_NAMES)[number];

/** What a start suits, and how it sees images; docs/starts.md has its whole card. */
interface StartCard extends Pick<Recipe, "channel" | "normalisation"> {
  /** The images it suits, as the end of a sentence. */
  readonly suits: string;
  /** What it was trained on, and what it does not do. */
  readonly explanation: string;
  readonly shared: Recipe["networks"]["shared"];
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
}

export const STARTS: Readonly<Record<StartName, StartCard>> = {
  nuclei: {
    suits: "nuclei in fluorescence",
    explanation:
      "Trained on 25 images of bright nuclei on a dark background (BBBC038, CC0), 10 to 60 px across. Not for stained tissue or whole cells.",
    channel: "mean",
    normalisation: PERCENTILES,
    shared: { F: 8, depth: 4, logChannel: true },
    sha256: "7d7ef8ab8f401e506b2a5bd8c31649a8c3ac95007b7fcd99f3b21168b2c102db",
  },
  phase: {
    suits: "cells in phase contrast",
    explanation:
      "Trained on synthetic images and four real ones of adherent cells (Usiigaci, MIT). Few real images: check the outlines, and train on your own.",
    channel: "mean",
    normalisation: PERCENTILES,
    shared: { F: 8, depth: 4, logChannel: false },
    sha256: "a3037cf9d34e42e11b88e320d19fd2bb5eb825f7749ec7e4f38ce22e3bb17ad3",
  },
};

/** True if `name` is one of the built-in starts. */
export function isStartName(name: string): name is StartName {
  return START_NAMES.some((known) => known === name);
}
