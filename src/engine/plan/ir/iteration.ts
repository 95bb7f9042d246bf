import { WORKGROUP } from "../../webgpu/ir/kernel.ts";
import { pixelsOf, type View, vectorsOf } from "./view.ts";

/** Distribution of a kernel's work over its threads. */
interface Iteration<Size extends string = string, Extent extends string | null = string | null> {
  /** Names of the uniforms that the iteration adds to the kernel. */
  readonly sizes: readonly Size[];
  /** Name of the size passed to a dispatch, from which the uniforms are computed together with the view. */
  readonly extent: Extent;
  /** WGSL at the start of the entry point: returns from surplus threads and declares the thread's indices. */
  readonly wgsl: string;
  count(
    view: View,
    extent: number,
  ): { readonly sizes: Readonly<Record<NoInfer<Size>, number>>; readonly threads: number };
}

const iteration = <const Size extends string, const Extent extends string | null>(
  made: Iteration<Size, Extent>,
) => made;

/** Pixels per thread of `strided pixels`. */
const PIXELS_PER_THREAD = 16;

/** Number of threads that process the pixels of a view in a strided loop. */
export function stridedThreads(view: View): number {
  return Math.ceil(pixelsOf(view) / PIXELS_PER_THREAD);
}

/** Iterations over a view. */
const OVER_VIEWS = {
  /** A thread processes one `vector` of one `pixel`. */
  vectors: iteration({
    sizes: ["pixels", "vectors"],
    extent: null,
    wgsl: `  if (thread >= sizes.pixels * sizes.vectors) { return; }
  let pixel = thread / sizes.vectors;
  let vector = thread % sizes.vectors;`,
    count(view) {
      const [pixels, vectors] = [pixelsOf(view), vectorsOf(view)];
      return { sizes: { pixels, vectors }, threads: pixels * vectors };
    },
  }),
  /** A thread processes all `sizes.vectors` vectors of one `pixel`. */
  pixels: iteration({
    sizes: ["pixels", "vectors"],
    extent: null,
    wgsl: `  if (thread >= sizes.pixels) { return; }
  let pixel = thread;`,
    count(view) {
      const [pixels, vectors] = [pixelsOf(view), vectorsOf(view)];
      return { sizes: { pixels, vectors }, threads: pixels };
    },
  }),
  /**
   * A thread processes one `vector` of the pixels of one `part`, from `start` up to but not including `end`.
   */
  parts: iteration({
    sizes: ["pixels", "pixelsPerPart", "parts", "vectors"],
    extent: "parts",
    wgsl: `  if (thread >= sizes.parts * sizes.vectors) { return; }
  let part = thread / sizes.vectors;
  let vector = thread % sizes.vectors;
  let start = part * sizes.pixelsPerPart;
  let end = min(start + sizes.pixelsPerPart, sizes.pixels);`,
    count(view, parts) {
      const [pixels, vectors] = [pixelsOf(view), vectorsOf(view)];
      const pixelsPerPart = Math.ceil(pixels / parts);
      return { sizes: { pixels, pixelsPerPart, parts, vectors }, threads: parts * vectors };
    },
  }),
  /** A thread processes every `sizes.threads`th pixel, starting at `thread`. */
  "strided pixels": iteration({
    sizes: ["pixels", "threads"],
    extent: null,
    wgsl: "  if (thread >= sizes.threads) { return; }",
    count(view) {
      const threads = stridedThreads(view);
      return { sizes: { pixels: pixelsOf(view), threads }, threads };
    },
  }),
};

/** Other iterations. */
const OTHERS = {
  /** A thread processes one vector of arrays of `sizes.length` vectors, such as all parameters. */
  arena: iteration({
    sizes: ["length"],
    extent: "length",
    wgsl: "  if (thread >= sizes.length) { return; }",
    count: (_, length) => ({ sizes: { length }, threads: length }),
  }),
  /** A number of threads set by the dispatch. */
  threads: iteration({
    sizes: ["threads"],
    extent: "threads",
    wgsl: "  if (thread >= sizes.threads) { return; }",
    count: (_, threads) => ({ sizes: { threads }, threads }),
  }),
  /** Whole workgroups, whose threads may use barriers; their number is set by the dispatch. */
  workgroups: iteration({
    sizes: [],
    extent: "workgroups",
    wgsl: "",
    count: (_, workgroups) => ({ sizes: {}, threads: workgroups * WORKGROUP }),
  }),
};

type OverViews = typeof OVER_VIEWS;
type Others = typeof OTHERS;

/** Iteration space of a kernel: `vectors of x`, `parts of gradient`, `arena` and so on. */
export type Space<ViewName extends string> = `${keyof OverViews} of ${ViewName}` | keyof Others;

/**
 * Name of the size that a dispatch over the space requires in addition to those of the kernel; never if there
 * is none.
 */
export type ExtentOf<Over> = Over extends `${infer Kind extends keyof OverViews} of ${string}`
  ? Exclude<OverViews[Kind]["extent"], null>
  : Over extends keyof Others
    ? Others[Over]["extent"]
    : never;

const ITERATIONS: ReadonlyMap<string, Iteration> = new Map(Object.entries({ ...OVER_VIEWS, ...OTHERS }));

/** Iteration of a space, and the name of its view. */
export function iterationOf(space: Space<string>): readonly [Iteration, view: string | undefined] {
  const [kind, view] = space.split(" of ");
  return [ITERATIONS.get(kind)!, view];
}
