import { describe, expect, test } from "vitest";
import type { Sample } from "../../core/augment/sample.ts";
import { PERCENTILES } from "../../core/recipe/recipe-schema.ts";
import { LAYER_IDS, type LayerId } from "../../state/field-layers.ts";
import type { ShownFields } from "../../state/shown-fields.ts";
import type { Prediction } from "../../workers/train.protocol.ts";
import type { FieldContent, LayerContent } from "./layer-content.ts";
import { layerContents } from "./layer-contents.ts";
import { LAYERS, layerOf } from "./layers.ts";

const of = (...values: number[]) => Float32Array.from(values);

const SAMPLE: Sample = {
  rows: 1,
  columns: 2,
  image: of(0.5, 0.8),
  labels: Int32Array.from([0, 7]),
  mask: of(0, 1),
  distance: of(0, 4.2426),
  level: Uint8Array.from([0, 3]),
  unitVectors: of(0, 0, Math.SQRT1_2, -Math.SQRT1_2),
  valid: of(0, 1),
  weight: of(0, 0.03125),
  inside: of(1, 1),
};

const FIELDS: ShownFields = {
  ...{ sample: SAMPLE, stale: null, plain: null, prediction: null },
  ...{ title: "", labelled: true, pixelSize: null, normalisation: PERCENTILES },
};

const PREDICTION: Prediction = {
  ...{ gate: "true", gateMask: SAMPLE.mask, mask: of(0.1, 0.9) },
  ...{ unitVectors: null, confidence: null, angleError: null, level: null },
};

function fieldOf(contents: ReadonlyMap<LayerId, LayerContent>, id: LayerId): FieldContent {
  const content = contents.get(id);
  if (content?.kind !== "field") throw new Error(`${id} is no field`);
  return content;
}

function readAll(contents: ReadonlyMap<LayerId, LayerContent>, pixel: number): string[] {
  return [...contents].flatMap(([id, content]) =>
    content.kind === "field" ? [`${layerOf(id).name} ${content.read(pixel)}`] : [],
  );
}

describe("layers of the field view", () => {
  test("the table has every layer once, in the order of their ids", () => {
    expect(LAYERS.map(({ id }) => id)).toEqual(LAYER_IDS);
  });

  test("image and targets are read with sign and unit, background as a dash", () => {
    const contents = layerContents(FIELDS);
    expect([...contents.keys()].slice(0, 4)).toEqual(["image", "outlines", "mask", "uvec0"]);
    expect(readAll(contents, 1)).toEqual([
      "image 0.80",
      "mask 1",
      "uvec_0 +0.71",
      "uvec_1 −0.71",
      "direction 135°",
      "gated image 0.80",
      "distance 4.24 px",
      "level 3",
      "area weight 0.0313 px⁻¹",
    ]);
    expect(readAll(contents, 0)).toEqual([
      "image 0.50",
      "mask 0",
      "uvec_0 –",
      "uvec_1 –",
      "direction –",
      "gated image 0.00",
      "distance –",
      "level –",
      "area weight –",
    ]);
  });

  test("a crop shows the image before and after photometric augmentation", () => {
    const contents = layerContents({ ...FIELDS, plain: of(0.1, 0.2) });
    expect(fieldOf(contents, "image").read(1)).toBe("0.20");
    expect(fieldOf(contents, "input").read(1)).toBe("0.80");
    expect(layerContents(FIELDS).has("input")).toBe(false);
  });

  test("a sample of the U-Net has no gated image", () => {
    expect(layerContents(FIELDS, false).has("gatedImage")).toBe(false);
  });

  test("an angle is read only where both fields have a direction", () => {
    const two = { ...SAMPLE, mask: of(1, 1), valid: of(1, 1) };
    const stale = { unitVectors: of(1, 0, 1, 0), valid: of(0, 1), angle: of(0, 0) };
    const prediction = { ...PREDICTION, mask: null, unitVectors: of(1, 0, 1, 0), angleError: of(0, 0) };
    const angles = (pixel: number, valid = of(1, 1)) => {
      const contents = layerContents({ ...FIELDS, sample: { ...two, valid }, stale, prediction });
      return [fieldOf(contents, "staleAngle").read(pixel), fieldOf(contents, "angleError").read(pixel)];
    };
    expect(angles(0)).toEqual(["–", "0°"]);
    expect(angles(1)).toEqual(["0°", "0°"]);
    expect(angles(1, of(1, 0))).toEqual(["–", "–"]);
  });

  test("vector components are drawn from −1 to 1 with masked background, transparent over other fields", () => {
    const contents = layerContents(FIELDS);
    for (const id of ["uvec0", "uvec1"] as const) {
      const { appearance } = fieldOf(contents, id).draw();
      expect(appearance.range).toEqual([-1, 1]);
      expect(appearance.mask?.data).toBe(SAMPLE.mask);
      expect(fieldOf(contents, id).drawOver().appearance).toEqual({ ...appearance, clear: true });
    }
    expect(fieldOf(contents, "mask").drawOver().appearance).toMatchObject({ map: "labels", clear: true });
  });

  test("layers of the same vectors share their planes", () => {
    const contents = layerContents(FIELDS);
    const [uvec0, uvec1] = fieldOf(contents, "direction").draw().planes;
    expect(fieldOf(contents, "uvec0").draw().planes[0].data).toBe(uvec0.data);
    expect(fieldOf(layerContents(FIELDS), "uvec1").draw().planes[0].data).toBe(uvec1?.data);
  });

  test("an image not normalised by percentiles is drawn in its own range with matching precision", () => {
    const sample = { ...SAMPLE, image: of(0.011, 0.0123) };
    const image = fieldOf(layerContents({ ...FIELDS, sample, normalisation: { kind: "none" } }), "image");
    const { range } = image.draw().appearance;
    expect(range[0]).toBeCloseTo(0.011, 4);
    expect(range[1]).toBeCloseTo(0.0123, 4);
    expect(image.read(1)).toBe("0.0123");
    expect(fieldOf(layerContents({ ...FIELDS, sample }), "image").draw().appearance.range).toEqual([0, 1]);
  });

  test("an image without labels is shown ungated, with predictions within the predicted mask", () => {
    const unlabelled = { ...FIELDS, sample: { ...SAMPLE, mask: of(0, 0) }, labelled: false };
    expect(readAll(layerContents(unlabelled), 0)).toEqual(["image 0.50"]);
    const prediction: Prediction = {
      ...{ ...PREDICTION, gate: "predicted" },
      ...{ gateMask: of(0, 1), unitVectors: of(1, 0, 0, 1) },
    };
    const contents = layerContents({ ...unlabelled, prediction });
    expect([...contents.keys()]).toEqual([
      "image",
      "predictedMask",
      "predictedUvec0",
      "predictedUvec1",
      "predictedDirection",
      "predictedArrows",
    ]);
    expect(fieldOf(contents, "predictedUvec0").draw().appearance.mask?.data).toEqual(of(0, 1));
  });

  test("one tiny cell does not compress the colours of all weights", () => {
    const pixels = 400;
    const mask = new Float32Array(pixels).fill(1);
    const weight = new Float32Array(pixels).fill(0.05);
    weight[7] = 1;
    const zero = new Float32Array(pixels);
    const labels = new Int32Array(pixels).fill(1);
    const sample: Sample = {
      ...{ rows: 20, columns: 20, image: zero, labels, mask, distance: zero, level: new Uint8Array(pixels) },
      ...{ unitVectors: new Float32Array(2 * pixels), valid: zero, weight, inside: mask },
    };
    const content = fieldOf(layerContents({ ...FIELDS, sample }), "weight");
    expect(content.draw().appearance.range[1]).toBeCloseTo(0.06, 6);
    expect(content.read(7)).toBe("1 px⁻¹");
  });
});
