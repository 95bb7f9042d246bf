import { ARCHIVE_PART_NAMES, USUAL_PARTS } from "../core/archive-parts.ts";
import { storedChoice } from "./stored-choice.ts";

/** Formats of the networks in the next weights archive, in the order of the page. */
export const { use: useArchiveParts, choose: chooseArchivePart } = storedChoice(
  "direction-lab.archive-parts",
  ARCHIVE_PART_NAMES,
  USUAL_PARTS,
);
