import { pixelsOf, type View, vectorsOf } from "./view.ts";

/**
 * Distribution of a kernel's work over its threads on a GPU. The CPU engine uses the sizes, and forms jobs of its
 * own.
 */
interface Iteration<Size extends string = string, Extent extends string | null = string | null> {
  /** Names of the sizes that the iteration adds to the kernel. */
  readonly sizes: readonly Size[];
  /** Name of the size passed to a dispatch, from which the others are computed together with the view. */
  readonly extent: Extent;
  /** `extent` of the result is the number of threads, or of groups. */
  count(
    view: View,
    extent: number,
  ): { readonly sizes: Readonly<Record<NoInfer<Size>, number>>; readonly extent: number };
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
    count(view) {
      const [pixels, vectors] = [pixelsOf(view), vectorsOf(view)];
      return { sizes: { pixels, vectors }, extent: pixels * vectors };
    },
  }),
  /** A thread processes all `sizes.vectors` vectors of one `pixel`. */
  pixels: iteration({
    sizes: ["pixels", "vectors"],
    extent: null,
    count(view) {
      const [pixels, vectors] = [pixelsOf(view), vectorsOf(view)];
      return { sizes: { pixels, vectors }, extent: pixels };
    },
  }),
  /**
   * A thread processes one `vector` of the pixels of one `part`, from `start` up to but not including `end`.
   */
  parts: iteration({
    sizes: ["pixels", "pixelsPerPart", "parts", "vectors"],
    extent: "parts",
    count(view, parts) {
      const [pixels, vectors] = [pixelsOf(view), vectorsOf(view)];
      const pixelsPerPart = Math.ceil(pixels / parts);
      return { sizes: { pixels, pixelsPerPart, parts, vectors }, extent: parts * vectors };
    },
  }),
  /** A thread processes every `sizes.threads`th pixel, starting at `thread`. */
  "strided pixels": iteration({
    sizes: ["pixels", "threads"],
    extent: null,
    count(view) {
      const threads = stridedThreads(view);
      return { sizes: { pixels: pixelsOf(view), threads }, extent: threads };
    },
  }),
};

/** Other iterations. */
const OTHERS = {
  /** A thread processes one vector of arrays of `sizes.length` vectors, such as all parameters. */
  arena: iteration({
    sizes: ["length"],
    extent: "length",
    count: (_, length) => ({ sizes: { length }, extent: length }),
  }),
  /** A number of threads set by the dispatch. */
  threads: iteration({
    sizes: ["threads"],
    extent: "threads",
    count: (_, threads) => ({ sizes: { threads }, extent: threads }),
  }),
  /**
   * A thread processes one tile of the result; their number is set by the dispatch, and which tile a thread
   * has follows from the kernel's own sizes.
   */
  tiles: iteration({
    sizes: [],
    extent: "tiles",
    count: (_, tiles) => ({ sizes: {}, extent: tiles }),
  }),
  /** Groups of threads that share memory and may wait for each other; their number is set by the dispatch. */
  groups: iteration({
    sizes: [],
    extent: "groups",
    count: (_, groups) => ({ sizes: {}, extent: groups }),
  }),
};

type OverViews = typeof OVER_VIEWS;
type Others = typeof OTHERS;

/** Kind of an iteration space, without its view. */
export type SpaceKind = keyof OverViews | keyof Others;

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

/** Kind of a space, and the name of its view. */
export function kindOf(space: Space<string>): readonly [SpaceKind, view: string | undefined] {
  const [kind, view] = space.split(" of ");
  return [kind as SpaceKind, view];
}

/** Iteration of a space, and the name of its view. Throws a RangeError when there is no such space. */
export function iterationOf(space: Space<string>): readonly [Iteration, view: string | undefined] {
  const [kind, view] = kindOf(space);
  const iteration = ITERATIONS.get(kind);
  if (!iteration) throw new RangeError(`there is no iteration over ${space}`);
  return [iteration, view];
}
