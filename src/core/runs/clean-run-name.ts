export const LONGEST_RUN_NAME = 60;

/** Control characters, lone surrogates, and characters that change the writing direction of what follows. */
const UNWANTED = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A name for a run as typed or stored, in one line and in the direction of its own letters; empty if nothing is left. */
export function cleanRunName(text: string): string {
  // Again, as cutting can halve a letter.
  return text.replaceAll(UNWANTED, "").trim().slice(0, LONGEST_RUN_NAME).replaceAll(UNWANTED, "").trim();
}
