import type { Pipeline } from "../../core/recipe/recipe.ts";
import type { FieldQuantity } from "../../core/recipe/task.ts";
import type { LayerId } from "../../state/field-layers.ts";
import type { LayerContent } from "./layer-content.ts";
import { type LayerSource, splitOf } from "./layer-source.ts";

export type LayerGroup = "target" | "predicted" | "stale";

/** Headings of the groups. */
export const GROUP_TITLES: Readonly<Record<LayerGroup, string>> = {
  target: "Image and targets",
  predicted: "Predictions",
  stale: "Stale vectors",
};

/** A layer of the field view. */
export interface Layer {
  readonly id: LayerId;
  readonly group: LayerGroup;
  readonly name: string;
  /** Abbreviated name for the line of readings. */
  readonly shortName?: string;
  /** Short explanation. */
  readonly meaning: string;
  /** Lines are drawn over the image; a field replaces it. */
  readonly kind: "field" | "outlines" | "arrows";
  /** The predicted quantity that it shows. */
  readonly quantity?: FieldQuantity;
  /** Whether it exists only where there is ground truth: always, or in the predictions of a pipeline. */
  readonly needsTruth?: true | Pipeline;
  /** The pipeline that predicts it; absent if both do. */
  readonly pipeline?: Pipeline;
  /** What is drawn; null if the shown fields do not contain it. */
  make(source: LayerSource): LayerContent | null;
}

const target = (source: LayerSource) => splitOf(source.fields.sample.unitVectors);

/** Makes a layer of the predicted vectors; null if there are none. */
function ofPrediction(source: LayerSource, make: (vectors: ReturnType<typeof splitOf>) => LayerContent) {
  const vectors = source.fields.prediction?.unitVectors;
  return vectors ? make(splitOf(vectors)) : null;
}

/** Makes a layer of the stale vectors; null if there are none. */
function ofStale(source: LayerSource, make: (vectors: ReturnType<typeof splitOf>) => LayerContent) {
  const { stale } = source.fields;
  return stale && make(splitOf(stale.unitVectors));
}

/** Every layer in the order of the list. */
export const LAYERS: readonly Layer[] = [
  {
    ...{ id: "image", group: "target", kind: "field", name: "image" },
    meaning: "as read, normalised",
    make: (source) => source.image(() => source.fields.plain ?? source.fields.sample.image),
  },
  {
    ...{ id: "input", group: "target", kind: "field", name: "network input", shortName: "input" },
    meaning: "with photometric augmentation",
    make: (source) => (source.fields.plain ? source.image(() => source.fields.sample.image) : null),
  },
  {
    ...{ id: "outlines", group: "target", kind: "outlines", name: "outlines", needsTruth: true },
    meaning: "of the cells, over the image",
    make: (source) => source.outlines(),
  },
  {
    ...{ id: "mask", group: "target", kind: "field", name: "mask", needsTruth: true },
    meaning: "cell or not",
    make: (source) => source.mask(),
  },
  {
    ...{ id: "uvec0", group: "target", kind: "field", name: "uvec_0", needsTruth: true },
    meaning: "down the rows",
    make: (source) => source.component(target(source), 0),
  },
  {
    ...{ id: "uvec1", group: "target", kind: "field", name: "uvec_1", needsTruth: true },
    meaning: "along the columns",
    make: (source) => source.component(target(source), 1),
  },
  {
    ...{ id: "direction", group: "target", kind: "field", name: "direction", needsTruth: true },
    meaning: "as hue",
    make: (source) => source.direction(target(source)),
  },
  {
    ...{ id: "arrows", group: "target", kind: "arrows", name: "arrows", needsTruth: true },
    meaning: "direction, over the image",
    make: (source) => source.arrows(target(source), "recomputed", source.fields.sample.valid),
  },
  {
    ...{ id: "gatedImage", group: "target", kind: "field", name: "gated image", shortName: "gated" },
    ...{ meaning: "background set to 0", needsTruth: true },
    make: (source) => {
      const { image, mask } = source.fields.sample;
      return source.image(() => image.map((value, pixel) => value * mask[pixel]));
    },
  },
  {
    ...{ id: "distance", group: "target", kind: "field", name: "distance", needsTruth: true },
    meaning: "to the edge",
    make: (source) => source.amount(source.fields.sample.distance, "px"),
  },
  {
    ...{ id: "level", group: "target", kind: "field", name: "level", needsTruth: true },
    meaning: "depth, 16 bins",
    make: (source) => source.level(source.fields.sample.level),
  },
  {
    ...{ id: "weight", group: "target", kind: "field", name: "area weight", shortName: "weight" },
    ...{ meaning: "1 / √cell area", needsTruth: true },
    make: (source) => source.amount(source.fields.sample.weight, "px⁻¹"),
  },
  {
    ...{ id: "predictedMask", group: "predicted", kind: "field", name: "mask", quantity: "mask" },
    meaning: "probability of cell",
    make: (source) => {
      const mask = source.fields.prediction?.mask;
      return mask ? source.probability(mask) : null;
    },
  },
  {
    ...{ id: "predictedUvec0", group: "predicted", kind: "field", name: "uvec_0", quantity: "direction" },
    meaning: "down the rows",
    make: (source) => ofPrediction(source, (vectors) => source.component(vectors, 0)),
  },
  {
    ...{ id: "predictedUvec1", group: "predicted", kind: "field", name: "uvec_1", quantity: "direction" },
    meaning: "along the columns",
    make: (source) => ofPrediction(source, (vectors) => source.component(vectors, 1)),
  },
  {
    ...{
      id: "predictedDirection",
      group: "predicted",
      kind: "field",
      name: "direction",
      quantity: "direction",
    },
    meaning: "as hue",
    make: (source) => ofPrediction(source, (vectors) => source.direction(vectors)),
  },
  {
    ...{ id: "predictedArrows", group: "predicted", kind: "arrows", name: "arrows", quantity: "direction" },
    meaning: "direction, over the image",
    make: (source) => ofPrediction(source, (vectors) => source.arrows(vectors, "predicted")),
  },
  {
    ...{
      id: "predictedConfidence",
      group: "predicted",
      kind: "field",
      name: "confidence",
      quantity: "direction",
    },
    ...{ meaning: "length of the vectors", pipeline: "shared" },
    make: (source) => {
      const confidence = source.fields.prediction?.confidence;
      return confidence ? source.probability(confidence) : null;
    },
  },
  {
    ...{ id: "angleError", group: "predicted", kind: "field", name: "angle error", quantity: "direction" },
    ...{ meaning: "predicted and true", needsTruth: true },
    make: (source) => {
      const { prediction, sample } = source.fields;
      return prediction?.angleError ? source.angle(prediction.angleError, sample.valid) : null;
    },
  },
  {
    ...{ id: "predictedLevel", group: "predicted", kind: "field", name: "level", quantity: "level" },
    ...{ meaning: "depth, 16 bins", needsTruth: "published" },
    make: (source) => {
      const level = source.fields.prediction?.level;
      return level ? source.level(level) : null;
    },
  },
  {
    ...{ id: "staleUvec0", group: "stale", kind: "field", name: "uvec_0", needsTruth: true },
    meaning: "down the rows",
    make: (source) => ofStale(source, (vectors) => source.component(vectors, 0)),
  },
  {
    ...{ id: "staleUvec1", group: "stale", kind: "field", name: "uvec_1", needsTruth: true },
    meaning: "along the columns",
    make: (source) => ofStale(source, (vectors) => source.component(vectors, 1)),
  },
  {
    ...{ id: "staleDirection", group: "stale", kind: "field", name: "direction", needsTruth: true },
    meaning: "as hue",
    make: (source) => ofStale(source, (vectors) => source.direction(vectors)),
  },
  {
    ...{ id: "staleArrows", group: "stale", kind: "arrows", name: "arrows", needsTruth: true },
    meaning: "direction, over the image",
    make: (source) =>
      ofStale(source, (vectors) => source.arrows(vectors, "stale", source.fields.stale?.valid)),
  },
  {
    ...{ id: "staleAngle", group: "stale", kind: "field", name: "angle between", needsTruth: true },
    meaning: "stale and recomputed",
    make: (source) => {
      const { stale, sample } = source.fields;
      if (!stale) return null;
      return source.angle(
        stale.angle,
        stale.valid.map((value, pixel) => value * sample.valid[pixel]),
      );
    },
  },
];

const BY_ID = new Map(LAYERS.map((layer) => [layer.id, layer]));

/** The layer of an id. */
export function layerOf(id: LayerId): Layer {
  const layer = BY_ID.get(id);
  if (!layer) throw new RangeError(`there is no layer ${id}`);
  return layer;
}

/** Prefix of a layer's name where it is read without its group. */
const GROUP_PREFIX: Readonly<Record<LayerGroup, string>> = {
  target: "",
  predicted: "predicted ",
  stale: "stale ",
};

/** Name of a layer that says its group. */
export function fullName({ group, name }: Layer): string {
  return `${GROUP_PREFIX[group]}${name}`;
}
