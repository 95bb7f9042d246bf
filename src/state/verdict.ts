import { create } from "zustand";
import type { Verdict } from "../core/verdict/verdict.ts";
import { wholePercent } from "../core/whole-percent.ts";

interface VerdictState {
  /** Null before the networks were judged. */
  readonly verdict: Verdict | null;
  /** Whether the validation images are being evaluated. */
  readonly judging: boolean;
}

/** How well the trained networks find the cells of the validation images, in words. */
export const useVerdict = create<VerdictState>(() => ({ verdict: null, judging: false }));

/** The verdict and the next act in one line; null without a verdict. */
export function verdictLine({ verdict }: VerdictState = useVerdict.getState()): string | null {
  if (!verdict) return null;
  const { share, sentence, advice } = verdict;
  return `${share === null ? sentence : `${wholePercent(share)} of the validation cells found.`} ${advice.text}`;
}
