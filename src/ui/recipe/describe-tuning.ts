import type { TuningReport } from "../../workers/tuning.protocol.ts";

const inMilliseconds = (value: number) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;

/** Result of a tuning, as a sentence. */
export function describeTuning({ layers, changed, untried, step }: Omit<TuningReport, "stored">): string {
  const noTime = untried === 0 ? "" : ` There was no time to try ${untried} of them.`;
  if (!step) return `nothing was faster than the table for ${layers} convolution kernels.${noTime}`;
  const { before, after } = step;
  const times = `${(before / after).toFixed(before / after < 1.1 ? 2 : 1)} times faster`;
  return `${times}, ${inMilliseconds(before)} to ${inMilliseconds(after)} per step: ${changed} of ${layers} convolution kernels changed.${noTime}`;
}
