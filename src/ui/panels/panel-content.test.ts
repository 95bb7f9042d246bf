import { describe, expect, test } from "vitest";
import type { Sample } from "../../core/augment/sample.ts";
import { PERCENTILES } from "../../core/recipe/recipe-schema.ts";
import { panelContents } from "./panel-content.ts";

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

const PLAIN = { title: "", labelled: true, normalisation: PERCENTILES };

const readAll = (panels: ReturnType<typeof panelContents>, pixel: number) =>
  panels.map((panel) => `${panel.name} ${panel.read(pixel)}`);

describe("contents of the field panels", () => {
  test("image and targets are read with sign and unit, background as a dash", () => {
    const panels = panelContents({ sample: SAMPLE, stale: null, prediction: null, ...PLAIN }, true);
    expect(readAll(panels, 1)).toEqual([
      "image 0.80",
      "gated image 0.80",
      "semantic mask 1.00",
      "area weight 0.0313 px⁻¹",
      "distance 4.24 px",
      "level 3",
      "uvec_0 +0.71",
      "uvec_1 −0.71",
      "direction 135°",
    ]);
    expect(readAll(panels, 0)).toEqual([
      "image 0.50",
      "gated image 0.00",
      "semantic mask 0.00",
      "area weight –",
      "distance –",
      "level –",
      "uvec_0 –",
      "uvec_1 –",
      "direction –",
    ]);
  });

  test("a sample of the U-Net shows the ungated image only", () => {
    const panels = panelContents({ sample: SAMPLE, stale: null, prediction: null, ...PLAIN }, false, false);
    expect(panels.map(({ name }) => name).slice(0, 2)).toEqual(["image", "semantic mask"]);
  });

  test("an angle is shown only if both fields have a direction", () => {
    const two = { ...SAMPLE, mask: of(1, 1), valid: of(1, 1) };
    const stale = { unitVectors: of(1, 0, 1, 0), valid: of(0, 1), angle: of(0, 0) };
    const prediction = {
      ...{ gate: "true" as const, gateMask: of(1, 1), mask: null, unitVectors: of(1, 0, 1, 0), level: null },
      angleError: of(0, 0),
    };
    const of2 = (valid: Float32Array) =>
      panelContents({ sample: { ...two, valid }, stale, prediction, ...PLAIN }, true);
    const angles = (pixel: number, valid = of(1, 1)) =>
      of2(valid)
        .filter(({ name }) => name.startsWith("angle"))
        .map((panel) => panel.read(pixel));
    expect(angles(0)).toEqual(["–", "0°"]);
    expect(angles(1)).toEqual(["0°", "0°"]);
    expect(angles(1, of(1, 0))).toEqual(["–", "–"]);
  });

  test("unit vectors are always drawn from −1 to 1 with masked background", () => {
    const panels = panelContents({ sample: SAMPLE, stale: null, prediction: null, ...PLAIN }, false);
    const components = panels.filter(({ name }) => name.startsWith("uvec"));
    expect(components.map(({ name }) => name)).toEqual(["uvec_0", "uvec_1"]);
    for (const panel of components) {
      expect(panel.appearance.range).toEqual([-1, 1]);
      expect(panel.appearance.mask?.data).toBe(SAMPLE.mask);
    }
  });

  test("an image not normalised by percentiles is drawn in its own range with matching precision", () => {
    const image = of(0.011, 0.0123);
    const fields = { ...PLAIN, sample: { ...SAMPLE, image }, stale: null, prediction: null };
    const [unmeasured] = panelContents({ ...fields, normalisation: { kind: "none" } }, false);
    expect(unmeasured.appearance.range[0]).toBeCloseTo(0.011, 4);
    expect(unmeasured.appearance.range[1]).toBeCloseTo(0.0123, 4);
    expect(unmeasured.read(1)).toBe("0.0123");
    const [measured] = panelContents({ ...fields, normalisation: PERCENTILES }, false);
    expect(measured.appearance.range).toEqual([0, 1]);
  });

  test("stale vectors are shown on request, predictions if there is a network", () => {
    const stale = { unitVectors: of(0, 0, 1, 0), valid: of(0, 1), angle: of(0, 45) };
    const prediction = {
      gate: "true" as const,
      gateMask: SAMPLE.mask,
      mask: of(0.1, 0.9),
      unitVectors: null,
      angleError: null,
      level: null,
    };
    const fields = { sample: SAMPLE, stale, prediction, ...PLAIN };
    expect(panelContents(fields, false).map(({ group }) => group)).not.toContain("stale");
    const panels = panelContents(fields, true);
    expect(panels.filter(({ group }) => group === "predicted").map(({ name }) => name)).toEqual(["mask"]);
    expect(panels.find(({ id }) => id === "staleAngle")?.read(1)).toBe("45°");
  });

  test("an image without labels is shown ungated, with predictions within the predicted mask", () => {
    const unlabelled = { sample: { ...SAMPLE, mask: of(0, 0) }, stale: null, ...PLAIN, labelled: false };
    expect(readAll(panelContents({ ...unlabelled, prediction: null }, true), 0)).toEqual(["image 0.50"]);
    const prediction = {
      gate: "predicted" as const,
      gateMask: of(0, 1),
      mask: of(0.1, 0.9),
      unitVectors: of(1, 0, 0, 1),
      angleError: null,
      level: null,
    };
    const panels = panelContents({ ...unlabelled, prediction }, true);
    expect(panels.map(({ id }) => id)).toEqual([
      "image",
      "predictedMask",
      "predictedUvec0",
      "predictedUvec1",
      "predictedDirection",
    ]);
    expect(panels[2].appearance.mask?.data).toEqual(of(0, 1));
  });

  test("one tiny cell does not compress the colours of all weights", () => {
    const pixels = 400;
    const mask = new Float32Array(pixels).fill(1);
    const weight = new Float32Array(pixels).fill(0.05);
    weight[7] = 1;
    const zero = new Float32Array(pixels);
    const labels = new Int32Array(pixels).fill(1);
    const level = new Uint8Array(pixels);
    const sample: Sample = {
      ...{ rows: 20, columns: 20, image: zero, labels, mask, distance: zero, level },
      ...{ unitVectors: new Float32Array(2 * pixels), valid: zero, weight, inside: mask },
    };
    const panels = panelContents({ sample, stale: null, prediction: null, ...PLAIN }, false);
    expect(panels.find(({ id }) => id === "weight")?.appearance.range[1]).toBeCloseTo(0.06, 6);
    expect(panels.find(({ id }) => id === "weight")?.read(7)).toBe("1 px⁻¹");
  });
});
