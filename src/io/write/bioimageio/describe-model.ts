import type { ModelCard } from "../../../core/model-card.ts";
import type { ImageValues } from "../../../core/recipe/recipe.ts";

/** The version of the specification that the description follows. */
const FORMAT = "0.5.4";
const OPSET = 17;
/** Keeps a division by the range of an image defined without changing it. */
const SMALLEST_RANGE = 1e-12;

/** A file of the package and the hash of its content. */
export interface PackagedFile {
  readonly source: string;
  readonly sha256: string;
}

/** An output of the pipeline, and its values on the test image. */
export interface DescribedOutput {
  readonly name: string;
  readonly test: PackagedFile;
}

/** Names of the channels and range of each output of the pipeline. */
const OUTPUTS: Readonly<
  Record<string, { channels: readonly string[]; range: readonly [number, number]; description: string }>
> = {
  mask_probability: {
    channels: ["cell"],
    range: [0, 1],
    description: "Probability that a pixel belongs to a cell.",
  },
  unit_vectors: {
    channels: ["rows", "columns"],
    range: [-1, 1],
    description:
      "Direction away from the nearest edge of the pixel's own cell: down the rows, then along the columns.",
  },
  expected_level: {
    channels: ["level"],
    range: [0, 15],
    description: "Depth inside the cell as a level: mean of the 16 levels over their probabilities.",
  },
};

/** The steps before the network, in the words of the specification; whole images are measured. */
function preprocessing({ normalisation }: ImageValues): readonly object[] {
  const axes = ["y", "x"];
  switch (normalisation.kind) {
    case "percentile": {
      const { low, high } = normalisation;
      const kwargs = { axes, min_percentile: low, max_percentile: high, eps: SMALLEST_RANGE };
      return [{ id: "scale_range", kwargs }];
    }
    case "meanStd":
      return [{ id: "zero_mean_unit_variance", kwargs: { axes, eps: SMALLEST_RANGE } }];
    case "none":
      return [];
  }
}

const NO_SCALING =
  "Values are not normalised: divide unsigned 8-bit samples by 255 and 16-bit samples by 65535.";

function inputAxes() {
  const side = (id: string) => ({ type: "space", id, size: { min: 16, step: 1 } });
  return [{ type: "batch" }, { type: "channel", channel_names: ["intensity"] }, side("y"), side("x")];
}

function outputOf({ name, test }: DescribedOutput) {
  const { channels, range, description } = OUTPUTS[name];
  const side = (id: string) => ({ type: "space", id, size: { tensor_id: "image", axis_id: id } });
  return {
    id: name,
    description,
    axes: [{ type: "batch" }, { type: "channel", channel_names: channels }, side("y"), side("x")],
    data: { type: "float32", range },
    test_tensor: test,
  };
}

/** Everything that the description of a model names. */
export interface DescribedModel {
  readonly card: ModelCard;
  readonly values: ImageValues;
  readonly cover: PackagedFile;
  readonly readme: PackagedFile;
  readonly weights: PackagedFile;
  readonly testImage: PackagedFile;
  readonly outputs: readonly DescribedOutput[];
}

/**
 * The description of a model (`rdf.yaml`) after the specification of bioimage.io, version 0.5. JSON is YAML, too.
 * https://github.com/bioimage-io/spec-bioimage-io
 */
export function describeModel(model: DescribedModel): string {
  const { card, values, cover, readme, weights, testImage, outputs } = model;
  const note = values.normalisation.kind === "none" ? ` ${NO_SCALING}` : "";
  const description = {
    type: "model",
    format_version: FORMAT,
    name: card.name,
    description:
      "Finds the cells of microscope images: mask, directions and depth for instance segmentation.",
    authors: card.authors.map((name) => ({ name })),
    license: card.licence,
    covers: [cover.source],
    documentation: readme.source,
    tags: ["instance-segmentation", "cells", "nuclei", "2d", "deep-watershed-transform"],
    cite: [
      {
        text: "Bai, M. & Urtasun, R. Deep Watershed Transform for Instance Segmentation. CVPR 2017.",
        doi: "10.1109/CVPR.2017.305",
      },
    ],
    inputs: [
      {
        id: "image",
        description: `One channel of an image, or the mean of its channels.${note}`,
        axes: inputAxes(),
        data: { type: "float32" },
        preprocessing: preprocessing(values),
        test_tensor: testImage,
      },
    ],
    outputs: outputs.map(outputOf),
    weights: { onnx: { ...weights, opset_version: OPSET } },
  };
  return `${JSON.stringify(description, null, 2)}\n`;
}
