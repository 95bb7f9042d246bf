import type { Step } from "./fuse.ts";
import type { Dispatch, Region } from "./ir/dispatch.ts";
import { partsOf } from "./ir/parts.ts";
import { pixelsOf, VECTOR, type View, vectorsOf } from "./ir/view.ts";
import { lowerConvolution } from "./lower-convolution.ts";
import type { Statistics } from "./lower-forward.ts";
import { lowerSummed, lowerWeightGradient } from "./lower-weight-gradient.ts";
import { arenaRegion, dropoutArguments, type Lowering, sliceOf } from "./lowering.ts";
import { batchNormGradient, batchNormGradientSums } from "./operations/batch-norm-gradient.ts";
import { channelSums } from "./operations/channel-sums.ts";
import { copyChannels } from "./operations/copy-channels.ts";
import { dropout } from "./operations/dropout.ts";
import { flipWeights } from "./operations/flip-weights.ts";
import { gateGradient, multiply } from "./operations/multiply.ts";
import { normaliseGradient } from "./operations/normalise.ts";
import { poolGradient } from "./operations/pool.ts";
import { reluMask } from "./operations/relu.ts";
import { upsampleGradient } from "./operations/upsample.ts";

/** Destination and epilogue of a gradient. */
interface Target {
  readonly target: View;
  readonly accumulate: boolean;
  readonly mask: View | null;
}

/** Values whose gradient is needed: those that depend on a parameter. */
function differentiated(steps: readonly Step[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { node, output, sources } of steps) {
    const has = node.kind === "conv" || node.kind === "batchNorm" || sources.some((name) => names.has(name));
    if (has) names.add(output);
  }
  return names;
}

/** The backward pass of one plan. */
class Backward {
  readonly #lowering: Lowering;
  readonly #statistics: Statistics;
  readonly #needed: ReadonlySet<string>;
  readonly #stepOf: ReadonlyMap<string, Step>;
  readonly #views = new Map<string, View>();
  /** Gradients that have been written at least once. */
  readonly #written = new Set<string>();

  constructor(lowering: Lowering, statistics: Statistics) {
    this.#lowering = lowering;
    this.#statistics = statistics;
    this.#needed = differentiated(lowering.steps);
    this.#stepOf = new Map(lowering.steps.map((step) => [step.output, step]));
  }

  /** The gradient of a step's output. */
  view(output: string): View {
    const known = this.#views.get(output);
    if (known) return known;
    const { builder, size, shapes, concatPositions } = this.#lowering;
    const shape = shapes.get(output)!;
    const position = concatPositions.get(output);
    const view = position
      ? sliceOf(this.view(position.concat), position, shape[2])
      : builder.view("gradient", size.batch, shape);
    this.#views.set(output, view);
    return view;
  }

  /** Marks the gradient of the network's output as written by the loss. */
  begin(output: string): void {
    this.#written.add(output);
    this.#maskWhere(output, "loss");
  }

  lower(step: Step): void {
    const { node, output, sources } = step;
    if (!this.#written.has(output) || !this.#needed.has(output)) return;
    const { values } = this.#lowering;
    const emit = (dispatch: Dispatch) => this.#emit(node.name, dispatch);
    const gradient = this.view(output);
    const [x, second] = sources.map((source) => values.get(source)!);
    const needsFirst = this.#needed.has(sources[0]);
    switch (node.kind) {
      case "input":
        return;
      case "conv":
        this.#convolution(step, x, gradient);
        return;
      case "batchNorm":
        this.#batchNorm(step, x, gradient);
        return;
      case "relu":
        // Here the mask is the output of this ReLU itself.
        emit(reluMask(gradient, values.get(output)!));
        emit(this.#copy(gradient, 0, x.channels, this.#target(sources[0])));
        return;
      case "maxPool":
      case "avgPool":
        emit(poolGradient({ kind: node.kind, x, gradient, ...this.#target(sources[0]) }));
        return;
      case "upsample":
        emit(upsampleGradient({ mode: node.mode, gradient, ...this.#target(sources[0]) }));
        return;
      case "multiply":
        if (needsFirst) emit(multiply({ x: gradient, by: second, ...this.#target(sources[0]) }));
        if (this.#needed.has(sources[1])) {
          const gates = second.channels === 1 && x.channels > 1;
          const target = this.#target(sources[1]);
          emit(
            gates ? gateGradient({ x, gradient, ...target }) : multiply({ x: gradient, by: x, ...target }),
          );
        }
        return;
      case "normalise":
        emit(normaliseGradient({ floor: node.floor, x, gradient, ...this.#target(sources[0]) }));
        return;
      case "dropout":
        emit(
          dropout({
            ...dropoutArguments(this.#lowering, node),
            x: gradient,
            ...this.#target(sources[0]),
          }),
        );
        return;
      case "concat":
        this.#concat(step, gradient);
    }
  }

  #emit(layer: string, dispatch: Dispatch): void {
    this.#lowering.builder.dispatch("backward", layer, dispatch);
  }

  /** Output of the fused ReLU, which is positive where the gradient passes; null without one. */
  #maskOf(output: string): View | null {
    return this.#stepOf.get(output)!.relu ? this.#lowering.values.get(output)! : null;
  }

  #maskWhere(output: string, layer: string): void {
    const mask = this.#maskOf(output);
    if (mask) this.#emit(layer, reluMask(this.view(output), mask));
  }

  /** Destination of the gradient of a source, which then counts as written. */
  #target(source: string): Target {
    const accumulate = this.#written.has(source);
    this.#written.add(source);
    return { target: this.view(source), accumulate, mask: this.#maskOf(source) };
  }

  #copy(gradient: View, from: number, count: number, target: Target): Dispatch {
    return copyChannels({ x: gradient, from, to: 0, count, keep: false, ...target });
  }

  #concat({ node, output, sources }: Step, gradient: View): void {
    let channel = 0;
    sources.forEach((source, index) => {
      const { channels } = this.#lowering.values.get(source)!;
      if (this.#needed.has(source)) {
        if (this.#lowering.concatPositions.get(source)?.concat === output) {
          this.#written.add(source);
          const readOnce = this.#lowering.steps.every(
            (step) => step.output === output || !step.sources.includes(source),
          );
          // Other readers are lowered later and mask the sum.
          if (readOnce) this.#maskWhere(source, node.name);
        } else this.#emit(node.name, this.#copy(gradient, channel, channels, this.#target(sources[index])));
      }
      channel += channels;
    });
  }

  /** Partial sums written by `write`, then added in order. */
  #summed(
    layer: string,
    parts: number,
    vectors: number,
    total: Region,
    write: (partial: Region) => Dispatch,
  ): void {
    const emit = (dispatch: Dispatch) => this.#emit(layer, dispatch);
    lowerSummed(this.#lowering.builder, emit, { parts, vectors, total }, write);
  }

  #sumParts(x: View): number {
    return partsOf(pixelsOf(x), this.#lowering.tiling.sumParts(vectorsOf(x)));
  }

  #convolution({ node, sources }: Step, x: View, gradient: View): void {
    if (node.kind !== "conv") return;
    const lowering = this.#lowering;
    const { tiling, builder } = lowering;
    const { name, size } = node;
    const emit = (dispatch: Dispatch) => this.#emit(name, dispatch);
    const [inVectors, outVectors] = [vectorsOf(x), vectorsOf(gradient)];
    const work = { layer: name, pass: "weight gradient", size, x, target: gradient } as const;
    const weights = arenaRegion(lowering, "gradients", `${name}.weight`);
    lowerWeightGradient(builder, emit, work, weights, tiling.weightGradient(work));
    if (node.bias) {
      const parts = this.#sumParts(gradient);
      const bias = arenaRegion(lowering, "gradients", `${name}.bias`);
      this.#summed(name, parts, outVectors, bias, (partial) => channelSums({ x: gradient, parts, partial }));
    }
    if (!this.#needed.has(sources[0])) return;
    const flipped = builder.temporary("scratch", size * size * inVectors * VECTOR * outVectors);
    const layerWeights = arenaRegion(lowering, "parameters", `${name}.weight`);
    emit(flipWeights({ size, inVectors, outVectors, weights: layerWeights, flipped }));
    const target = this.#target(sources[0]);
    const choice = tiling.convolution({
      layer: name,
      pass: "input gradient",
      size,
      x: gradient,
      target: target.target,
    });
    const args = { size, x: gradient, weights: flipped, bias: null, relu: false, ...target };
    lowerConvolution(builder, emit, args, choice);
  }

  #batchNorm({ node, sources }: Step, x: View, gradient: View): void {
    const lowering = this.#lowering;
    const statistics = this.#statistics.get(node.name)!;
    const parts = this.#sumParts(x);
    const sums = arenaRegion(lowering, "gradients", `${node.name}.weight`, true);
    this.#summed(node.name, parts, 2 * vectorsOf(x), sums, (partial) =>
      batchNormGradientSums({ x, statistics, gradient, parts, partial }),
    );
    if (!this.#needed.has(sources[0])) return;
    const affine = arenaRegion(lowering, "parameters", `${node.name}.weight`, true);
    this.#emit(
      node.name,
      batchNormGradient({ x, statistics, affine, sums, gradient, ...this.#target(sources[0]) }),
    );
  }
}

/**
 * Appends the backward pass. `storeLoss` appends the kernel that stores the gradient of the network's output
 * in the given view.
 */
export function lowerBackward(
  lowering: Lowering,
  statistics: Statistics,
  storeLoss: (gradient: View) => void,
): void {
  const backward = new Backward(lowering, statistics);
  const { output } = lowering.steps[lowering.steps.length - 1];
  storeLoss(backward.view(output));
  backward.begin(output);
  for (const step of [...lowering.steps].reverse()) backward.lower(step);
}
