import { WORKGROUP } from "./kernel.ts";
import { pixelsOf, type View, vectorsOf } from "./view.ts";

/** How the threads of a kernel share its work. */
interface Iteration<Size extends string = string, Extent extends string | null = string | null> {
  /** Names of the uniforms that the kernel has because of it. */
  readonly sizes: readonly Size[];
  /** Name of the number that a dispatch is given; the sizes follow from it and from a view. */
  readonly extent: Extent;
  /** WGSL that the entry point begins with: ends surplus threads and names what a thread is for. */
  readonly wgsl: string;
  count(
    view: View,
    extent: number,
  ): { readonly sizes: Readonly<Record<NoInfer<Size>, number>>; readonly threads: number };
}

const iteration = <const Size extends string, const Extent extends string | null>(
  made: Iteration<Size, Extent>,
) => made;

/** Pixels that one thread of `strided pixels` takes. */
const PIXELS_PER_THREAD = 16;

/** Threads that share the pixels of a view, each of which takes every so many of them. */
export function stridedThreads(view: View): number {
  return Math.ceil(pixelsOf(view) / PIXELS_PER_THREAD);
}

/** Those that run over a view. */
const OVER_VIEWS = {
  /** A thread has one `vector` of one `pixel`. */
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
  /** A thread has all `sizes.vectors` of one `pixel`. */
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
  /** A thread has one `vector` of the pixels of one `part`, from `start` to before `end`. */
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
  /** A thread has every `sizes.threads`th pixel, from `thread` on. */
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

/** Those that run over something else. */
const OTHERS = {
  /** A thread has one vector of arrays of `sizes.length` vectors, such as those of all parameters. */
  arena: iteration({
    sizes: ["length"],
    extent: "length",
    wgsl: "  if (thread >= sizes.length) { return; }",
    count: (_, length) => ({ sizes: { length }, threads: length }),
  }),
  /** As many threads as a dispatch says. */
  threads: iteration({
    sizes: ["threads"],
    extent: "threads",
    wgsl: "  if (thread >= sizes.threads) { return; }",
    count: (_, threads) => ({ sizes: { threads }, threads }),
  }),
  /** Whole workgroups, whose threads may wait for each other; as many as a dispatch says. */
  workgroups: iteration({
    sizes: [],
    extent: "workgroups",
    wgsl: "",
    count: (_, workgroups) => ({ sizes: {}, threads: workgroups * WORKGROUP }),
  }),
};

type OverViews = typeof OVER_VIEWS;
type Others = typeof OTHERS;

/** What the threads of a kernel are dealt over: `vectors of x`, `parts of gradient`, `arena` and so on. */
export type Space<ViewName extends string> = `${keyof OverViews} of ${ViewName}` | keyof Others;

/** Name of the size that a dispatch over a space is given, though the kernel does not list it; never if there is none. */
export type ExtentOf<Over> = Over extends `${infer Kind extends keyof OverViews} of ${string}`
  ? Exclude<OverViews[Kind]["extent"], null>
  : Over extends keyof Others
    ? Others[Over]["extent"]
    : never;

const ITERATIONS: ReadonlyMap<string, Iteration> = new Map(Object.entries({ ...OVER_VIEWS, ...OTHERS }));

/** How a space is shared, and the name of the view that it belongs to. */
export function iterationOf(space: Space<string>): readonly [Iteration, view: string | undefined] {
  const [kind, view] = space.split(" of ");
  return [ITERATIONS.get(kind)!, view];
}
