import type { Step } from "./fuse.ts";
import type { Dispatch, Region } from "./ir/dispatch.ts";
import { partsOf } from "./ir/parts.ts";
import { pixelsOf, type View, vectorsOf } from "./ir/view.ts";
import { lowerConvolution } from "./lower-convolution.ts";
import { arenaRegion, dropoutArguments, type Lowering, sliceOf } from "./lowering.ts";
import { batchNorm } from "./operations/batch-norm.ts";
import { mergeMoments, moments } from "./operations/batch-norm-moments.ts";
import { copyChannels } from "./operations/copy-channels.ts";
import { dropout } from "./operations/dropout.ts";
import { multiply } from "./operations/multiply.ts";
import { normalise } from "./operations/normalise.ts";
import { pool } from "./operations/pool.ts";
import { relu } from "./operations/relu.ts";
import { unpack } from "./operations/unpack.ts";
import { upsample } from "./operations/upsample.ts";

/** Training uses batch statistics and updates the running averages; prediction uses the running averages. */
export type ForwardMode = "training" | "prediction";

function viewFor(lowering: Lowering, output: string): View {
  const { builder, size, shapes, concatPositions, values } = lowering;
  const shape = shapes.get(output)!;
  const position = concatPositions.get(output);
  if (!position) return builder.view("activation", size.batch, shape);
  // The values of a concat are allocated with the first of its parts.
  const whole = values.get(position.concat) ?? viewFor(lowering, position.concat);
  values.set(position.concat, whole);
  return sliceOf(whole, position, shape[2]);
}

/** Statistics buffers of the batch normalisations, by node name. */
export type Statistics = Map<string, Region>;

function statisticsOf(
  lowering: Lowering,
  name: string,
  x: View,
  mode: ForwardMode,
  emit: (dispatch: Dispatch) => void,
): Region {
  const running = arenaRegion(lowering, "running", `${name}.running_mean`, true);
  if (mode === "prediction") return running;
  const { builder, tiling } = lowering;
  const vectors = vectorsOf(x);
  const parts = partsOf(pixelsOf(x), tiling.sumParts(vectors));
  const partial = builder.temporary("scratch", 2 * parts * vectors);
  const statistics = builder.temporary("activation", 2 * vectors);
  emit(moments({ x, parts, partial }));
  emit(mergeMoments({ x, parts, partial, statistics, running }));
  return statistics;
}

function lowerStep(
  lowering: Lowering,
  { node, relu: withRelu, output, sources }: Step,
  mode: ForwardMode,
  statistics: Statistics,
): void {
  const { builder, values, size } = lowering;
  const emit = (dispatch: Dispatch) => builder.dispatch("forward", node.name, dispatch);
  const [x, second] = sources.map((source) => values.get(source)!);
  const target = values.get(output) ?? viewFor(lowering, output);
  values.set(output, target);
  switch (node.kind) {
    case "input": {
      const packed = builder.upload(
        `input ${node.name}`,
        size.batch * size.rows * size.columns * node.channels,
      );
      emit(unpack(packed, target));
      return;
    }
    case "conv": {
      const { name: layer, size } = node;
      const predicts = mode === "prediction";
      const choice = lowering.tiling.convolution({ layer, pass: "forward", size, x, target, predicts });
      lowerConvolution(
        builder,
        emit,
        {
          size,
          x,
          weights: arenaRegion(lowering, "parameters", `${layer}.weight`),
          bias: node.bias ? arenaRegion(lowering, "parameters", `${layer}.bias`) : null,
          relu: withRelu,
          target,
          accumulate: false,
          mask: null,
        },
        choice,
      );
      return;
    }
    case "batchNorm": {
      const nodeStatistics = statisticsOf(lowering, node.name, x, mode, emit);
      statistics.set(node.name, nodeStatistics);
      const affine = arenaRegion(lowering, "parameters", `${node.name}.weight`, true);
      emit(batchNorm({ x, statistics: nodeStatistics, affine, relu: withRelu, target }));
      return;
    }
    case "relu":
      emit(relu(x, target));
      return;
    case "maxPool":
    case "avgPool":
      emit(pool(node.kind, x, target));
      return;
    case "upsample":
      emit(upsample(node.mode, x, target));
      return;
    case "multiply":
      emit(multiply({ x, by: second, target, accumulate: false, mask: null }));
      return;
    case "normalise":
      emit(normalise(node.floor, x, target));
      return;
    case "dropout":
      emit(dropout({ ...dropoutArguments(lowering, node), x, target, accumulate: false, mask: null }));
      return;
    case "concat": {
      let channel = 0;
      for (const source of sources) {
        const part = values.get(source)!;
        if (lowering.concatPositions.get(source)?.concat !== output) {
          // The first copy clears the padding, unless the buffer already contains a part.
          const keep =
            channel > 0 || sources.some((name) => lowering.concatPositions.get(name)?.concat === output);
          emit(
            copyChannels({
              x: part,
              from: 0,
              target,
              to: channel,
              count: part.channels,
              keep,
              accumulate: false,
              mask: null,
            }),
          );
        }
        channel += part.channels;
      }
    }
  }
}

/** Appends the forward pass; returns the output and the statistics used. */
export function lowerForward(
  lowering: Lowering,
  mode: ForwardMode,
): { output: View; statistics: Statistics } {
  const statistics: Statistics = new Map();
  for (const step of lowering.steps) lowerStep(lowering, step, mode, statistics);
  const last = lowering.steps[lowering.steps.length - 1];
  return { output: lowering.values.get(last.output)!, statistics };
}

/** Number of values in a view, without padding. */
export function lengthOf(view: View): number {
  return pixelsOf(view) * view.channels;
}
