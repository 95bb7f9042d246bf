import * as v from "valibot";
import { create } from "zustand";
import { MASK_FORMATS, type MaskFormat, USUAL_FORMATS } from "../core/mask-formats.ts";

const KEY = "direction-lab.mask-formats";

const schema = v.array(v.string());

/** The formats chosen in an earlier visit, without those of other versions; the usual ones if there are none. */
export function parseFormats(text: string | null): readonly MaskFormat[] {
  if (text === null) return USUAL_FORMATS;
  try {
    const chosen = v.parse(schema, JSON.parse(text));
    return MASK_FORMATS.filter((format) => chosen.includes(format));
  } catch {
    // Damaged: a choice of two switches is not worth a message.
    return USUAL_FORMATS;
  }
}

/** Formats of the next zip of masks, in the order of the page; kept by the browser across visits. */
export const useMaskFormats = create<{ readonly chosen: readonly MaskFormat[] }>(() => ({
  chosen: parseFormats(localStorage.getItem(KEY)),
}));

/** Adds a format to the next zip of masks, or leaves it out. */
export function chooseFormat(format: MaskFormat, isWanted: boolean): void {
  const { chosen } = useMaskFormats.getState();
  const now = MASK_FORMATS.filter((one) => (one === format ? isWanted : chosen.includes(one)));
  localStorage.setItem(KEY, JSON.stringify(now));
  useMaskFormats.setState({ chosen: now });
}
