import { expect, test } from "vitest";
import { WholeImage } from "../../core/augment/source-image.ts";
import { wholeSample } from "../../core/augment/whole-sample.ts";
import { stackBatch } from "../../core/dataset/sampling/batch.ts";
import { wholeBox } from "../../core/raster/plane.ts";
import { drawBuiltInSample } from "../../core/synth/draw-sample.ts";
import type { NumberArray } from "../../nets/weights.ts";
import type { NamedArrays } from "../executor.ts";
import { CellCount, canCountCells } from "./count-cells.ts";

const [drawn] = drawBuiltInSample("fluorescence", 1);
const { pixels, labels } = drawn;
const place = { of: { rows: pixels.rows, columns: pixels.columns }, box: wholeBox(pixels) };
const image = { ...place, data: Float32Array.from(pixels.data) };
const source = new WholeImage({ image, labels: { ...place, data: labels.data } }, 1);
const sample = await wholeSample(source, { border: "open", multiple: 16 });
const whole = { ...stackBatch([{ sample, stale: null }]), labels: sample.labels };
const { rows, columns } = whole;

const shaped = (data: Float32Array, channels: number): NumberArray => ({
  shape: [1, rows, columns, channels],
  data,
});

/** Output of a perfect network of each stage. */
const PERFECT = {
  semantic: shaped(
    whole.mask.map((inside) => inside - 0.5),
    1,
  ),
  direction: shaped(whole.unitVectors, 2),
  energy: shaped(
    Float32Array.from({ length: 16 * rows * columns }, (_, place) =>
      whole.level[Math.floor(place / 16)] === place % 16 ? 1 : 0,
    ),
    16,
  ),
} as const;

const NONE = { semantic: null, direction: null };
const zeros = (channels: number) => shaped(new Float32Array(channels * rows * columns), channels);
/** A network with a constant output that records its inputs. */
function constantNetwork(output: NumberArray) {
  const given: NamedArrays[] = [];
  const predict = async (inputs: NamedArrays) => {
    given.push(inputs);
    return output;
  };
  return { predict, given };
}

test.each([
  ["direction", NONE],
  ["energy", { ...NONE, direction: constantNetwork(PERFECT.direction) }],
  ["joint", NONE],
] as const)("the output of a perfect %s network yields nearly every cell", async (stage, earlier) => {
  const count = new CellCount(stage, earlier, "true");
  await count.add(whole, constantNetwork(PERFECT[stage === "joint" ? "energy" : stage]), null);
  expect(count.scores()?.ap50).toBeGreaterThan(0.85);
  expect(count.scores()?.f1).toBeGreaterThan(0.9);
});

test("a perfect mask yields the cells that touch no other cell", async () => {
  const count = new CellCount("semantic", NONE, "true");
  await count.add(whole, constantNetwork(PERFECT.semantic), null);
  const scores = count.scores();
  expect(scores?.ap50).toBeGreaterThan(0);
  expect(scores).toMatchObject({ cellsGate: "predicted", components: null });
  const levels = new CellCount("joint", NONE, "true");
  await levels.add(whole, constantNetwork(PERFECT.energy), null);
  expect(scores?.ap50).toBeLessThan(levels.scores()?.ap50 ?? 0);
});

test("a network with zero output yields no cells, and without images there is no score", async () => {
  expect(new CellCount("semantic", NONE, "true").scores()).toBeNull();
  const count = new CellCount("semantic", NONE, "true");
  await count.add(
    whole,
    constantNetwork(
      shaped(
        whole.mask.map(() => -1),
        1,
      ),
    ),
    null,
  );
  expect(count.scores()).toMatchObject({ ap50: 0, kaggle: 0, f1: 0 });
});

test.each(["direction", "joint"] as const)(
  "a dead %s network with the ground-truth mask scores like the connected components of that mask",
  async (stage) => {
    const count = new CellCount(stage, NONE, "true");
    await count.add(whole, constantNetwork(zeros(stage === "joint" ? 16 : 2)), null);
    const { cellsGate, components, ...scores } = count.scores() ?? {};
    expect(cellsGate).toBe("true");
    expect(scores).toEqual(components);
    expect(components?.ap50).toBeGreaterThan(0);
  },
);

test("the mask of a U-Net gates the network, and cells outside it are not found", async () => {
  const semantic = constantNetwork(
    shaped(
      whole.mask.map((inside, pixel) => (pixel < (rows * columns) / 2 ? inside : 0) - 0.5),
      1,
    ),
  );
  const network = constantNetwork(PERFECT.direction);
  const count = new CellCount("direction", { semantic, direction: null }, "true");
  await count.add(whole, network, null);
  expect(network.given[0].mask.data.subarray((rows * columns) / 2).some((value) => value > 0)).toBe(false);
  expect(count.scores()).toMatchObject({ cellsGate: "predicted" });
  const perfect = new CellCount("direction", NONE, "true");
  await perfect.add(whole, constantNetwork(PERFECT.direction), null);
  expect(count.scores()?.ap50).toBeLessThan(0.8 * (perfect.scores()?.ap50 ?? 0));
});

test("levels are computed from predicted vectors only: ground-truth vectors contain the answer", async () => {
  expect(canCountCells("energy", NONE)).toBe(false);
  expect(() => new CellCount("energy", NONE, "true")).toThrow(RangeError);
  const energy = constantNetwork(zeros(16));
  const dead = zeros(2);
  const count = new CellCount("energy", { semantic: null, direction: constantNetwork(dead) }, "true");
  await count.add(whole, energy, null);
  expect(energy.given[0].unit_vectors).toEqual(dead);
});

test("the output of an evaluation is reused if its inputs are the same", () => {
  const semantic = constantNetwork(PERFECT.semantic);
  const direction = constantNetwork(PERFECT.direction);
  const reads = (...args: ConstructorParameters<typeof CellCount>) => new CellCount(...args).readsEvaluation;
  expect(reads("semantic", NONE, "true")).toBe(true);
  for (const stage of ["direction", "joint"] as const) {
    expect(reads(stage, NONE, "true")).toBe(true);
    expect(reads(stage, { semantic, direction: null }, "predicted")).toBe(true);
    expect(reads(stage, { semantic, direction: null }, "true")).toBe(false);
    expect(reads(stage, NONE, "predicted")).toBe(false);
  }
  expect(reads("energy", { semantic: null, direction }, "true")).toBe(false);
});

test("vectors of any length give the cells of their directions", async () => {
  const scoresOf = async (length: number) => {
    const count = new CellCount("direction", NONE, "true");
    const output = { ...PERFECT.direction, data: PERFECT.direction.data.map((value) => length * value) };
    await count.add(whole, constantNetwork(output), null);
    return count.scores();
  };
  expect((await scoresOf(1))?.f1).toBeGreaterThan(0.9);
  expect(await scoresOf(0.25)).toEqual(await scoresOf(1));
  expect(await scoresOf(4)).toEqual(await scoresOf(1));
});
