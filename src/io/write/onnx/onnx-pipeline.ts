import { LOG_CHANNEL } from "../../../core/recipe/log-channel.ts";
import { CROP_MULTIPLE } from "../../../core/recipe/recipe-limits.ts";
import type { Graph } from "../../../nets/graph.ts";
import { graphChannels } from "../../../nets/shapes.ts";
import { MASK_CHANNEL, SHARED_CHANNELS, VECTOR_CHANNEL } from "../../../nets/shared-layout.ts";
import { LEVELS } from "../../../nets/watershed-net.ts";
import type { Weights } from "../../../nets/weights.ts";
import { addNetwork, CHANNEL_AXIS } from "./add-network.ts";
import { addCrop, addMirroredPadding } from "./mirrored-padding.ts";
import { OnnxBuilder } from "./onnx-builder.ts";

/** A network of the pipeline. */
export interface PipelineNetwork {
  readonly graph: Graph;
  readonly weights: Weights;
}

/** The networks that predict: one for all, or up to three, of which each but the first needs the one before. */
export type PipelineNetworks =
  | { readonly shared: PipelineNetwork }
  | {
      readonly semantic: PipelineNetwork;
      readonly direction: PipelineNetwork | null;
      readonly energy: PipelineNetwork | null;
    };

/** Names of values of padded images, `[batch, channel, row, column]`. */
interface Fields {
  readonly maskLogits: string;
  readonly unitVectors: string | null;
  readonly levelLogits: string | null;
  /** 1 where the levels are valid; null for everywhere. */
  readonly gate: string | null;
}

function channels(builder: OnnxBuilder, name: string, from: string, first: number, count: number): string {
  const begin = builder.whole(`constant/channel_${first}`, [first]);
  const end = builder.whole(`constant/channel_${first + count}`, [first + count]);
  return builder.node(name, "Slice", [
    from,
    begin,
    end,
    builder.whole("constant/channel_axis", [CHANNEL_AXIS]),
  ]);
}

/** The image and its logarithm; see `sharedImage`. */
function withLogarithm(builder: OnnxBuilder, image: string): string {
  const { gain, darkest } = LOG_CHANNEL;
  const one = builder.scalar("constant/one", 1);
  const clipped = builder.node("log/clipped", "Max", [image, builder.scalar("constant/darkest", darkest)]);
  const scaled = builder.node("log/scaled", "Mul", [clipped, builder.scalar("constant/gain", gain)]);
  const raised = builder.node("log/raised", "Add", [scaled, one]);
  const logarithm = builder.node("log/logarithm", "Log", [raised]);
  const largest = builder.scalar("constant/largest_logarithm", Math.log(1 + gain));
  const channel = builder.node("log/channel", "Div", [logarithm, largest]);
  return builder.node("log/image", "Concat", [image, channel], { axis: CHANNEL_AXIS });
}

function sharedFields(builder: OnnxBuilder, { graph, weights }: PipelineNetwork, image: string): Fields {
  const takesLogarithm = graphChannels(graph).get("image") === 2;
  const seen = takesLogarithm ? withLogarithm(builder, image) : image;
  const output = addNetwork(builder, graph, weights, { image: seen }, "shared/");
  return {
    levelLogits: channels(builder, "levels/logits", output, 0, LEVELS),
    unitVectors: channels(builder, "vectors/raw", output, VECTOR_CHANNEL, MASK_CHANNEL - VECTOR_CHANNEL),
    maskLogits: channels(builder, "mask/logits", output, MASK_CHANNEL, SHARED_CHANNELS - MASK_CHANNEL),
    gate: null,
  };
}

/** Vectors scaled to unit length; zero vectors stay zero. */
function toUnitLength(builder: OnnxBuilder, vectors: string): string {
  const axes = builder.whole("constant/channel_axis", [CHANNEL_AXIS]);
  const square = builder.node("vectors/square", "Mul", [vectors, vectors]);
  const sum = builder.node("vectors/sum", "ReduceSum", [square, axes], { keepdims: 1 });
  const length = builder.node("vectors/length", "Sqrt", [sum]);
  const isPositive = builder.node("vectors/is_positive", "Greater", [
    length,
    builder.scalar("constant/zero", 0),
  ]);
  const divisor = builder.node("vectors/divisor", "Where", [
    isPositive,
    length,
    builder.scalar("constant/one", 1),
  ]);
  return builder.node("vectors/unit", "Div", [vectors, divisor]);
}

function publishedFields(
  builder: OnnxBuilder,
  { semantic, direction, energy }: Extract<PipelineNetworks, { semantic: unknown }>,
  image: string,
): Fields {
  const add = ({ graph, weights }: PipelineNetwork, inputs: Readonly<Record<string, string>>, name: string) =>
    addNetwork(builder, graph, weights, inputs, `${name}/`);
  const maskLogits = add(semantic, { image }, "semantic");
  // In 32 bits, probabilities do not resolve logits close to 0.
  const isCell = builder.node("mask/is_cell", "Greater", [maskLogits, builder.scalar("constant/zero", 0)]);
  const mask = builder.node("mask/gate", "CastLike", [isCell, maskLogits]);
  const unitVectors = direction && toUnitLength(builder, add(direction, { image, mask }, "direction"));
  const levelLogits = unitVectors && energy && add(energy, { unit_vectors: unitVectors, mask }, "energy");
  return { maskLogits, unitVectors, levelLogits, gate: mask };
}

/** The mean of the levels over their probabilities; 0 outside the gate. */
function expectedLevel(builder: OnnxBuilder, probabilities: string, gate: string | null): string {
  const levels = builder.constant("constant/levels", {
    type: "float",
    shape: [1, LEVELS, 1, 1],
    values: Array.from({ length: LEVELS }, (_, level) => level),
  });
  const parts = builder.node("levels/parts", "Mul", [probabilities, levels]);
  const axes = builder.whole("constant/channel_axis", [CHANNEL_AXIS]);
  const mean = builder.node("levels/mean", "ReduceSum", [parts, axes], { keepdims: 1 });
  return gate === null ? mean : builder.node("levels/gated", "Mul", [mean, gate]);
}

/**
 * The whole way from an image to its fields as one ONNX model of operator set 17, without averaging over turns. Input
 * `image`, `[batch, 1, row, column]`, of any size, normalised as in training; it is padded by reflection to multiples
 * of 16 px. Outputs of the size of the image, as far as the networks give them: `mask_probability` (1 channel, 0..1),
 * `unit_vectors` (2 channels, along rows and columns; of the shared network shorter where it is unsure) and
 * `expected_level` (1 channel, 0..15). The three networks are gated by the predicted mask, probability above 1/2.
 * @param metadata texts by name
 * @throws RangeError if a parameter is missing or has the wrong shape
 */
export function writeOnnxPipeline(
  networks: PipelineNetworks,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const builder = new OnnxBuilder();
  const image = builder.input("image", 1);
  const padded = addMirroredPadding(builder, image, CROP_MULTIPLE);
  const { maskLogits, unitVectors, levelLogits, gate } =
    "shared" in networks
      ? sharedFields(builder, networks.shared, padded)
      : publishedFields(builder, networks, padded);
  const give = (name: string, planes: string, count: number) => {
    addCrop(builder, name, planes, image);
    builder.output(name, count);
  };
  give("mask_probability", builder.node("mask/probability", "Sigmoid", [maskLogits]), 1);
  if (unitVectors) give("unit_vectors", unitVectors, 2);
  if (levelLogits) {
    const probabilities = builder.node("levels/probabilities", "Softmax", [levelLogits], {
      axis: CHANNEL_AXIS,
    });
    give("expected_level", expectedLevel(builder, probabilities, gate), 1);
  }
  const title = "shared" in networks ? "One network with three heads" : "Deep Watershed Transform";
  return builder.encode(title, metadata);
}
