import { counted } from "../../core/counted.ts";

/** Numbers of what an import left open. */
export interface ImportWarnings {
  /** Files that are not used. */
  readonly refused: number;
  /** Images without a mask. */
  readonly withoutMask: number;
  /** Images with a mask and notes. */
  readonly noted: number;
}

/** What an import left open, in sentences; empty if it left nothing. */
export function describeWarnings({ refused, withoutMask, noted }: ImportWarnings): string {
  const sentences = [
    ...(refused > 0 ? [`${counted(refused, "file")} ${refused === 1 ? "was" : "were"} not used.`] : []),
    ...(withoutMask > 0
      ? [
          withoutMask === 1
            ? "1 image has no mask. It will be segmented, not trained on."
            : `${withoutMask} images have no masks. They will be segmented, not trained on.`,
        ]
      : []),
    ...(noted > 0 ? [`${counted(noted, "image")} ${noted === 1 ? "has" : "have"} notes.`] : []),
  ];
  return sentences.length === 0 ? "" : `${sentences.join(" ")} The table of pairs shows why.`;
}
