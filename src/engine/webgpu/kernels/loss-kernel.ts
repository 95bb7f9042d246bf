import type { Region } from "../ir/dispatch.ts";
import type { View } from "../ir/view.ts";

/**
 * WGSL of a kernel over the strided pixels of the output: around the work on one `pixel`, whose results are added to the
 * vector `sums` that the thread writes.
 */
export function overPixels(work: string): string {
  return `
  var sums = vec4f(0);
  for (var pixel = thread; pixel < sizes.pixels; pixel += sizes.threads) {
${work.replace(/^\n/, "")}
  }
  partial[thread] = sums;`;
}

const GRADIENT = { gradient: "write" } as const;

/** Views of a loss kernel, whose gradient is left out where only the sums are made. */
export function lossViews(withGradient: boolean): { readonly output: "read"; readonly gradient?: "write" } {
  return { output: "read", ...(withGradient ? GRADIENT : {}) };
}

/** What every loss kernel is given. Without `gradient` only the sums are made. */
export interface LossArguments {
  readonly output: View;
  readonly gradient: View | null;
  /** Uploaded targets by name. */
  readonly targets: Readonly<Record<string, Region>>;
  readonly scalars: Region;
  readonly partial: Region;
}
