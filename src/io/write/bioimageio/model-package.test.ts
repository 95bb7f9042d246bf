import { createHash } from "node:crypto";
import { decode } from "fast-png";
import { strFromU8, unzipSync } from "fflate";
import { expect, it } from "vitest";
import { type ModelCard, whyNoCard } from "../../../core/model-card.ts";
import type { Normalisation } from "../../../core/recipe/recipe.ts";
import { PERCENTILES } from "../../../core/recipe/recipe-schema.ts";
import { writeModelPackage } from "./model-package.ts";

const [ROWS, COLUMNS] = [3, 4];
const plane = (value: (at: number) => number) =>
  Float32Array.from({ length: ROWS * COLUMNS }, (_, at) => value(at));
const CARD: ModelCard = {
  name: "A model of tests",
  authors: ["Ada Lovelace", "Alan Turing"],
  licence: "MIT",
};

function packaged(normalisation: Normalisation = PERCENTILES, isWhole = true) {
  return writeModelPackage({
    card: CARD,
    onnx: Uint8Array.of(1, 2, 3),
    values: { channel: "mean", normalisation },
    test: {
      rows: ROWS,
      columns: COLUMNS,
      raw: plane((at) => 10 * at),
      image: plane((at) => at / 11),
      probability: plane((at) => at % 2),
      unitVectors: isWhole ? Float32Array.from({ length: 2 * ROWS * COLUMNS }, (_, at) => at) : null,
      expectedLevel: isWhole ? plane((at) => at) : null,
    },
  });
}

const descriptionOf = (files: Record<string, Uint8Array>) => JSON.parse(strFromU8(files["rdf.yaml"]));

it("names each file with the hash of its content", async () => {
  const files = unzipSync(await packaged());
  const { inputs, outputs, weights, covers, documentation } = descriptionOf(files);
  const named = [
    inputs[0].test_tensor,
    ...outputs.map((one: { test_tensor: object }) => one.test_tensor),
    weights.onnx,
  ];
  for (const { source, sha256 } of named)
    expect(createHash("sha256").update(files[source]).digest("hex")).toBe(sha256);
  expect(named.map(({ source }) => source)).toEqual([
    "test_image.npy",
    "test_mask_probability.npy",
    "test_unit_vectors.npy",
    "test_expected_level.npy",
    "pipeline.onnx",
  ]);
  expect(Object.keys(files)).toEqual(expect.arrayContaining([...covers, documentation]));
  expect(files["pipeline.onnx"]).toEqual(Uint8Array.of(1, 2, 3));
});

it("has vectors by component, as the model gives them, and the raw image as its input", async () => {
  const files = unzipSync(await packaged());
  const numbersOf = (name: string, count: number) =>
    [...new Float32Array(files[name].slice(-4 * count).buffer)].slice(0, count);
  const vectors = numbersOf("test_unit_vectors.npy", 2 * ROWS * COLUMNS);
  expect(strFromU8(files["test_unit_vectors.npy"].slice(0, 128))).toContain(`(1, 2, ${ROWS}, ${COLUMNS})`);
  expect(vectors.slice(0, 3)).toEqual([0, 2, 4]);
  expect(vectors.slice(12, 15)).toEqual([1, 3, 5]);
  expect(numbersOf("test_image.npy", ROWS * COLUMNS).slice(0, 3)).toEqual([0, 10, 20]);
});

it("describes the preparation of the image, and only the outputs that there are", async () => {
  const steps = async (normalisation: Normalisation) =>
    descriptionOf(unzipSync(await packaged(normalisation, false))).inputs[0].preprocessing;
  expect(await steps(PERCENTILES)).toMatchObject([
    { id: "scale_range", kwargs: { axes: ["y", "x"], min_percentile: 1, max_percentile: 99.8 } },
  ]);
  expect(await steps({ kind: "meanStd" })).toMatchObject([{ id: "zero_mean_unit_variance" }]);
  expect(await steps({ kind: "none" })).toEqual([]);
  const { outputs, authors, license } = descriptionOf(unzipSync(await packaged(PERCENTILES, false)));
  expect(outputs.map(({ id }: { id: string }) => id)).toEqual(["mask_probability"]);
  expect([authors, license]).toEqual([[{ name: "Ada Lovelace" }, { name: "Alan Turing" }], "MIT"]);
});

it("has a cover of the image and its directions, and the same bytes each time", async () => {
  const bytes = await packaged();
  const cover = decode(unzipSync(bytes)["cover.png"]);
  expect([cover.width, cover.height, cover.channels]).toEqual([2 * COLUMNS, ROWS, 3]);
  expect(Buffer.compare(bytes, await packaged())).toBe(0);
});

it.each<readonly [string, Partial<ModelCard>, RegExp]>([
  ["no author", { authors: [] }, /authors/],
  ["an author with a slash", { authors: ["Ada / Alan"] }, /slash/],
  ["a short name", { name: "abc" }, /5 to 128/],
  ["a name with markup", { name: "<b>cells</b>" }, /letters, digits/],
])("a card with %s is not published", (_, change, reason) => {
  expect(whyNoCard({ ...CARD, ...change })).toMatch(reason);
});
