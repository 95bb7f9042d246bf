import type { Region } from "../../plan/ir/dispatch.ts";
import type { View } from "../../plan/ir/view.ts";

/**
 * WGSL of a kernel over the strided pixels of the output. `work` handles one `pixel` and adds its results to
 * the vector `sums`, which the thread writes.
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

/** Views of a loss kernel, without the gradient if only the sums are computed. */
export function lossViews(withGradient: boolean): { readonly output: "read"; readonly gradient?: "write" } {
  return { output: "read", ...(withGradient ? GRADIENT : {}) };
}

/** Arguments of every loss kernel. Without `gradient`, only the sums are computed. */
export interface LossArguments {
  readonly output: View;
  readonly gradient: View | null;
  /** Uploaded targets by name. */
  readonly targets: Readonly<Record<string, Region>>;
  readonly scalars: Region;
  readonly partial: Region;
}
