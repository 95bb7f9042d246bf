import { MASK_FORMATS, USUAL_FORMATS } from "../core/mask-formats.ts";
import { storedChoice } from "./stored-choice.ts";

/** Formats of the next zip of masks, in the order of the page. */
export const {
  use: useMaskFormats,
  choose: chooseFormat,
  parse: parseFormats,
} = storedChoice("direction-lab.mask-formats", MASK_FORMATS, USUAL_FORMATS);
