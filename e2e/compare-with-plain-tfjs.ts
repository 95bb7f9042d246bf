import { expect, type Page } from "@playwright/test";
import { largestDifference } from "../src/core/testing/largest-difference.ts";
import { loadNetwork, openArchive, runNetwork } from "./plain-tfjs.ts";

/** Maximum difference between equal outputs. */
const SAME = 1e-4;

/**
 * Normalising a short vector amplifies its rounding error by the inverse of its length: a few vectors of a
 * whole image may differ by more, none by much.
 */
const MAX_SHORT_VECTORS = 1e-3;
const SHORT_VECTOR = 1e-2;

/** The shown planes as plain arrays. */
async function shownPlanes(page: Page) {
  const planes = await page.evaluate(() => {
    const shown = window.directionLab.shownFields();
    if (!shown?.prediction) return null;
    const { sample, prediction } = shown;
    const list = (plane: Float32Array | null) => (plane ? [...plane] : []);
    return {
      rows: sample.rows,
      columns: sample.columns,
      image: list(sample.image),
      mask: list(sample.mask),
      unitVectors: list(sample.unitVectors),
      predicted: {
        mask: list(prediction.mask),
        unitVectors: list(prediction.unitVectors),
        level: [...(prediction.level ?? [])],
      },
    };
  });
  if (!planes) throw new Error("nothing is predicted");
  return planes;
}

/** Throws unless both are equal, except for components of short vectors. */
function expectSameVectors(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(largestDifference(actual, expected)).toBeLessThan(SHORT_VECTOR);
  const apart = Array.from(actual).filter((value, at) => !(Math.abs(value - expected[at]) < SAME));
  expect(apart.length).toBeLessThanOrEqual(MAX_SHORT_VECTORS * actual.length);
}

const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));

/**
 * Runs the exported networks in plain tfjs on the shown sample, and compares the results with the page's
 * predictions. The input of the Watershed Net is the ground-truth vectors, or after joint training the
 * predicted ones.
 */
export async function compareWithPlainTfjs(
  page: Page,
  bytes: Uint8Array,
  energyReads: "true" | "predicted" = "true",
): Promise<void> {
  const archive = openArchive(bytes);
  const { rows, columns, image, mask, unitVectors, predicted } = await shownPlanes(page);
  const shaped = (data: number[], channels = 1) => ({
    shape: [1, rows, columns, channels] as [number, number, number, number],
    data,
  });
  const logits = runNetwork(await loadNetwork(archive, "semantic"), { image: shaped(image) });
  expect(largestDifference(logits.map(sigmoid), predicted.mask)).toBeLessThan(SAME);

  const field = runNetwork(await loadNetwork(archive, "direction"), {
    image: shaped(image),
    mask: shaped(mask),
  });
  expectSameVectors(field, predicted.unitVectors);

  const read = energyReads === "true" ? unitVectors : predicted.unitVectors;
  const scores = runNetwork(await loadNetwork(archive, "energy"), {
    unit_vectors: shaped(read, 2),
    mask: shaped(mask),
  });
  const levels = predicted.level.filter((level, pixel) => {
    const own = scores.subarray(16 * pixel, 16 * pixel + 16);
    return own[level] >= Math.max(...own) - SAME;
  });
  expect(levels.length).toBe(predicted.level.length);
}
