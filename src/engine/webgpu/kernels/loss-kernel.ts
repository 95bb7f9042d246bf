import type { Region } from "../ir/dispatch.ts";
import { pixelsOf, regionOf, type View } from "../ir/view.ts";
import { viewSizeNames, viewSizes } from "../ir/view-sizes.ts";

/** Pixels whose loss one thread adds up. */
const PIXELS_PER_THREAD = 16;

/** Threads of a loss kernel, each of which writes one vector of sums. */
export function lossThreads(output: View): number {
  return Math.ceil(pixelsOf(output) / PIXELS_PER_THREAD);
}

export const LOSS_SIZES = ["pixels", "threads", ...viewSizeNames("output", "gradient")] as const;

/** WGSL around the work on one `pixel`, whose results are added to the vector `sums` that the thread writes. */
export function overPixels(work: string): string {
  return `
  if (thread >= sizes.threads) { return; }
  var sums = vec4f(0);
  for (var pixel = thread; pixel < sizes.pixels; pixel += sizes.threads) {
    let at = pixel * sizes.outputStride + sizes.outputFirst;
    let gradientAt = pixel * sizes.gradientStride + sizes.gradientFirst;
${work}
  }
  partial[thread] = sums;`;
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

export function lossOperands({
  output,
  gradient,
  partial,
}: Pick<LossArguments, "output" | "gradient" | "partial">): Record<string, Region> {
  return { output: regionOf(output), partial, ...(gradient ? { gradient: regionOf(gradient) } : {}) };
}

export function lossSizes({
  output,
  gradient,
}: Pick<LossArguments, "output" | "gradient">): Record<string, number> {
  return {
    pixels: pixelsOf(output),
    threads: lossThreads(output),
    ...viewSizes({ output, gradient }),
  };
}
