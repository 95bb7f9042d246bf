import type { DropoutNode, Graph } from "../../nets/graph.ts";
import { graphShapes, type Shape } from "../../nets/shapes.ts";
import { dropoutNumbers } from "../dropout-mask.ts";
import { type ConcatPosition, concatPositions } from "./concat-views.ts";
import { fuseRelus, type Step } from "./fuse.ts";
import type { Region } from "./ir/dispatch.ts";
import { VECTOR, VECTOR_BYTES, type View } from "./ir/view.ts";
import type { DropoutArguments } from "./operations/dropout.ts";
import type { ParameterLayout } from "./parameter-layout.ts";
import type { PlanBuilder } from "./plan-builder.ts";
import type { Tiling } from "./tiles.ts";

/** Batch size and image size of a plan. */
export interface BatchShape {
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
}

/** Context of lowering a graph to dispatches. */
export interface Lowering {
  readonly builder: PlanBuilder;
  readonly steps: readonly Step[];
  readonly shapes: ReadonlyMap<string, Shape>;
  readonly concatPositions: ReadonlyMap<string, ConcatPosition>;
  readonly layout: ParameterLayout;
  readonly tiling: Tiling;
  readonly seed: number;
  readonly size: BatchShape;
  /** Views of the step outputs, by name. */
  readonly values: Map<string, View>;
}

/** Throws a RangeError when the network does not accept the size. */
export function startLowering(
  graph: Graph,
  size: BatchShape,
  layout: ParameterLayout,
  tiling: Tiling,
  seed: number,
  builder: PlanBuilder,
): Lowering {
  const shapes = graphShapes(graph, size.rows, size.columns);
  const steps = fuseRelus(graph);
  const channels = new Map([...shapes].map(([name, shape]) => [name, shape[2]]));
  return {
    builder,
    steps,
    shapes,
    concatPositions: concatPositions(steps, channels),
    layout,
    tiling,
    seed,
    size,
    values: new Map(),
  };
}

/** Arguments that identify a dropout and its mask. */
export function dropoutArguments(
  { builder, steps, seed }: Lowering,
  { name, rate }: DropoutNode,
): DropoutArguments {
  const number = dropoutNumbers(steps.map(({ node }) => node)).get(name)!;
  return { rate, number, seed, scalars: builder.shared("scalars") };
}

/** The arena region of an array, with `pair` including the next array. */
export function arenaRegion(
  { builder, layout }: Lowering,
  shared: "parameters" | "gradients" | "running",
  name: string,
  pair = false,
): Region {
  const arena = shared === "running" ? layout.running : layout.trained;
  const { offset, vectors } = arena.slot(name);
  return {
    ...builder.shared(shared),
    offset: offset * VECTOR_BYTES,
    bytes: (pair ? 2 : 1) * vectors * VECTOR_BYTES,
  };
}

/** The slice of a concat's view at a position. */
export function sliceOf(whole: View, { channel }: ConcatPosition, channels: number): View {
  return { ...whole, channels, offset: whole.offset + channel / VECTOR };
}
