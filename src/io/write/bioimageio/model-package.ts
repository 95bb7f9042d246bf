import { type Zippable, zipSync } from "fflate";
import { LICENCES, type ModelCard } from "../../../core/model-card.ts";
import type { ImageValues } from "../../../core/recipe/recipe.ts";
import { hexDigest } from "../../hex-digest.ts";
import { imageRecipe } from "../image-recipe.ts";
import { writeNpy } from "../npy.ts";
import { coverImage } from "./cover-image.ts";
import { describeModel, type PackagedFile } from "./describe-model.ts";

/** A test image and the output of the pipeline for it; planes `[row, column]`, vectors `[row, column, component]`. */
export interface TestedImage {
  readonly rows: number;
  readonly columns: number;
  /** Values as in a file, and as the networks see them. */
  readonly raw: Float32Array;
  readonly image: Float32Array;
  readonly probability: Float32Array;
  readonly unitVectors: Float32Array | null;
  readonly expectedLevel: Float32Array | null;
}

/** Content of a package. */
export interface PackagedModel {
  readonly card: ModelCard;
  /** The pipeline as an ONNX model. */
  readonly onnx: Uint8Array<ArrayBuffer>;
  /** Preparation of the image. */
  readonly values: ImageValues;
  readonly test: TestedImage;
}

/** Fixed to the earliest date of a zip, so that the same content always gives the same bytes. */
const OPTIONS = { level: 6, mtime: new Date(1980, 0, 1) } as const;

/** `[component, row, column]` from `[row, column, component]`. */
function componentsFirst(vectors: Float32Array): Float32Array {
  const pixels = vectors.length / 2;
  return vectors.map((_, at) => vectors[2 * (at % pixels) + Math.floor(at / pixels)]);
}

function readmeOf({ card, values }: PackagedModel): string {
  return [
    `# ${card.name}`,
    "",
    "A model for instance segmentation of cells in two-dimensional microscope images, trained with Direction Lab. It gives,",
    "for each pixel, the probability of a cell, the direction away from the nearest edge of the pixel's own cell, and how deep",
    "inside its cell the pixel lies. Cells are found from these, for example as peaks of the level minus the divergence of the",
    "directions, by a watershed within the mask.",
    "",
    `Authors: ${card.authors.join("; ")}. Licence: ${LICENCES[card.licence]} (${card.licence}).`,
    "",
    "## The image",
    "",
    imageRecipe(values),
    "",
    "## Validation",
    "",
    "The test tensors are a synthetic image and the lab's own output for it. Score the model on labelled images of your own",
    "kind before you rely on it: it has learnt from the images of its authors only.",
    "",
  ].join("\n");
}

/** The test tensors by the names of inputs and outputs. */
function testTensors({ rows, columns, raw, probability, unitVectors, expectedLevel }: TestedImage) {
  const plane = (data: Float32Array, channels = 1) => writeNpy(data, [1, channels, rows, columns]);
  return {
    image: plane(raw),
    outputs: {
      mask_probability: plane(probability),
      ...(unitVectors ? { unit_vectors: plane(componentsFirst(unitVectors), 2) } : {}),
      ...(expectedLevel ? { expected_level: plane(expectedLevel) } : {}),
    },
  };
}

/**
 * A model package of bioimage.io, version 0.5: the pipeline as ONNX with its description, test tensors, cover and
 * README, as a zip. It contains no image of a person.
 */
export async function writeModelPackage(model: PackagedModel): Promise<Uint8Array<ArrayBuffer>> {
  const files: Zippable = {};
  const add = async (source: string, bytes: Uint8Array<ArrayBuffer>): Promise<PackagedFile> => {
    files[source] = [bytes, OPTIONS];
    return { source, sha256: await hexDigest(bytes) };
  };
  const encode = (text: string) => new TextEncoder().encode(text);
  const { image, outputs } = testTensors(model.test);
  const tests: { name: string; test: PackagedFile }[] = [];
  for (const [name, bytes] of Object.entries(outputs))
    tests.push({ name, test: await add(`test_${name}.npy`, bytes) });
  const description = describeModel({
    card: model.card,
    values: model.values,
    cover: await add("cover.png", coverImage(model.test)),
    readme: await add("README.md", encode(readmeOf(model))),
    weights: await add("pipeline.onnx", model.onnx),
    testImage: await add("test_image.npy", image),
    outputs: tests,
  });
  await add("rdf.yaml", encode(description));
  return zipSync(files) as Uint8Array<ArrayBuffer>;
}
