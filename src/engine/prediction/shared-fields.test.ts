import { expect, test } from "vitest";
import { createRandom } from "../../core/augment/random.ts";
import { joinShared, splitShared } from "../../nets/shared-output.ts";
import type { NumberArray } from "../../nets/weights.ts";
import type { NamedArrays } from "../executor.ts";
import { predictField } from "./predict-field.ts";
import { sharedFields } from "./shared-fields.ts";
import { applySymmetry, SYMMETRIES, undoSymmetry } from "./symmetries.ts";

const [ROWS, COLUMNS] = [4, 6];

function outputOf(seed: number): NumberArray {
  const random = createRandom(seed);
  const part = (channels: number): NumberArray => ({
    shape: [1, ROWS, COLUMNS, channels],
    data: Float32Array.from({ length: ROWS * COLUMNS * channels }, () => random.uniform(-3, 3)),
  });
  return joinShared({ levels: part(16), vectors: part(2), mask: part(1) });
}

test("the parts of an output are joined as they were split", () => {
  const output = outputOf(1);
  expect(output.shape).toEqual([1, ROWS, COLUMNS, 19]);
  expect(joinShared(splitShared(output))).toEqual(output);
  expect(() => splitShared({ shape: [1, 1, 1, 2], data: new Float32Array(2) })).toThrow("2 channels");
});

test("vectors keep their length, probabilities and levels follow the logits", () => {
  const { levels, vectors, mask } = splitShared(outputOf(2));
  const fields = sharedFields(outputOf(2));
  expect(fields.unitVectors).toEqual(vectors.data);
  for (const [pixel, logit] of mask.data.entries()) {
    expect(fields.probability[pixel]).toBeCloseTo(1 / (1 + Math.exp(-logit)), 6);
    expect(fields.mask[pixel]).toBe(logit > 0 ? 1 : 0);
    const logits = levels.data.subarray(16 * pixel, 16 * pixel + 16);
    const powers = [...logits].map(Math.exp);
    const total = powers.reduce((sum, power) => sum + power);
    const mean = powers.reduce((sum, power, level) => sum + level * power, 0) / total;
    expect(fields.expectedLevel[pixel]).toBeCloseTo(mean, 4);
    expect(fields.level[pixel]).toBe(logits.indexOf(Math.max(...logits)));
  }
});

test("the vectors of an output turn with the image, everything else only moves", () => {
  const output = outputOf(3);
  for (const symmetry of SYMMETRIES) {
    const turned = applySymmetry(output, symmetry, { vectorsAt: 16 });
    const [whole, parts] = [splitShared(turned), splitShared(output)];
    expect(whole.vectors).toEqual(applySymmetry(parts.vectors, symmetry, "vectors"));
    expect(whole.levels).toEqual(applySymmetry(parts.levels, symmetry, "values"));
    expect(whole.mask).toEqual(applySymmetry(parts.mask, symmetry, "values"));
    expect(undoSymmetry(turned, symmetry, { vectorsAt: 16 })).toEqual(output);
  }
});

/** A network whose output at a pixel depends on its brightness only; its vector is as long as that, down the rows. */
const network = (seen: NamedArrays[]) => ({
  async predict(inputs: NamedArrays): Promise<NumberArray> {
    seen.push(inputs);
    const { shape, data } = inputs.image;
    const channels = shape[3];
    const [, rows, columns] = shape;
    const part = (count: number, valueAt: (brightness: number, channel: number) => number): NumberArray => ({
      shape: [1, rows, columns, count],
      data: Float32Array.from({ length: rows * columns * count }, (_, at) =>
        valueAt(data[Math.floor(at / count) * channels], at % count),
      ),
    });
    return joinShared({
      levels: part(16, (brightness, level) => (level === 2 ? brightness : 0)),
      vectors: part(2, (brightness, component) => (component === 0 ? brightness : 0)),
      mask: part(1, (brightness) => brightness - 0.5),
    });
  },
});

const IMAGE = Float32Array.from({ length: 4 * 6 }, (_, pixel) => (pixel % 5) / 4);
const PIXELS = {
  rows: 4,
  columns: 6,
  images: { semantic: IMAGE, direction: IMAGE, shared: IMAGE },
  gate: null,
  truth: null,
};
const NONE = { semantic: null, direction: null, energy: null, joint: null };

test("one pass of the shared network gives mask, vectors of any length and ungated levels", async () => {
  const seen: NamedArrays[] = [];
  const networks = { ...NONE, shared: { network: network(seen), logChannel: true } };
  const field = await predictField(PIXELS, networks, { testTimeAugmentation: false });
  expect(seen.map(({ image }) => image.shape)).toEqual([[1, 4, 6, 2]]);
  expect(seen[0].image.data[3]).toBeCloseTo(Math.log(1 + 30 * 0.25) / Math.log(31), 6);
  expect([...field.mask]).toEqual([...IMAGE].map((value) => (value > 0.5 ? 1 : 0)));
  expect([...(field.unitVectors ?? [])]).toEqual([...IMAGE].flatMap((value) => [value, 0]));
  const dark = IMAGE.indexOf(0.25);
  expect(field.expectedLevel?.[dark]).toBeGreaterThan(7);
  const gate = new Float32Array(IMAGE.length).fill(1);
  const given = await predictField({ ...PIXELS, gate }, networks, { testTimeAugmentation: false });
  expect(given).toEqual({ ...field, mask: gate });
});

test("over the eight symmetries the vectors that do not turn with the image cancel, and the rest stays", async () => {
  const networks = { ...NONE, shared: { network: network([]), logChannel: false } };
  const once = await predictField(PIXELS, networks, { testTimeAugmentation: false });
  const mean = await predictField(PIXELS, networks, { testTimeAugmentation: true });
  expect(mean.mask).toEqual(once.mask);
  mean.expectedLevel?.forEach((level, pixel) => {
    expect(level).toBeCloseTo(once.expectedLevel?.[pixel] ?? Number.NaN, 5);
  });
  expect(mean.unitVectors?.every((value) => Math.abs(value) < 1e-6)).toBe(true);
});
