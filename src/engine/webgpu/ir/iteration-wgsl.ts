import type { SpaceKind } from "../../plan/ir/iteration.ts";

/**
 * WGSL at the start of the entry point, per kind of iteration space: returns from surplus threads and declares
 * the thread's indices.
 */
export const ITERATION_WGSL: Readonly<Record<SpaceKind, string>> = {
  vectors: `  if (thread >= sizes.pixels * sizes.vectors) { return; }
  let pixel = thread / sizes.vectors;
  let vector = thread % sizes.vectors;`,
  pixels: `  if (thread >= sizes.pixels) { return; }
  let pixel = thread;`,
  /** From `start` up to but not including `end`. */
  parts: `  if (thread >= sizes.parts * sizes.vectors) { return; }
  let part = thread / sizes.vectors;
  let vector = thread % sizes.vectors;
  let start = part * sizes.pixelsPerPart;
  let end = min(start + sizes.pixelsPerPart, sizes.pixels);`,
  "strided pixels": "  if (thread >= sizes.threads) { return; }",
  arena: "  if (thread >= sizes.length) { return; }",
  threads: "  if (thread >= sizes.threads) { return; }",
  /** The kernel itself returns from surplus threads. */
  tiles: "",
  groups: "",
};
