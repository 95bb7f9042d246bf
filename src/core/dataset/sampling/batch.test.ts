import { expect, test } from "vitest";
import type { Sample } from "../../augment/sample.ts";
import { stackBatch } from "./batch.ts";

function sampleOf(base: number, rows = 1, columns = 2): Sample {
  const plane = (offset: number) =>
    Float32Array.from({ length: rows * columns }, (_, i) => base + offset + i);
  return {
    rows,
    columns,
    image: plane(0),
    labels: Int32Array.from(plane(0)),
    mask: plane(10),
    distance: plane(20),
    level: Uint8Array.from(plane(30)),
    unitVectors: Float32Array.from([...plane(40)].flatMap((down) => [down, down + 10])),
    valid: plane(60),
    weight: plane(70),
    inside: plane(80),
  };
}

test("samples are stacked, with vectors interleaved, row component first", () => {
  const batch = stackBatch([
    { sample: sampleOf(0), stale: null },
    { sample: sampleOf(100), stale: null },
  ]);
  expect([batch.size, batch.rows, batch.columns]).toEqual([2, 1, 2]);
  expect([...batch.image]).toEqual([0, 1, 100, 101]);
  expect([...batch.unitVectors]).toEqual([40, 50, 41, 51, 140, 150, 141, 151]);
  expect([...batch.level]).toEqual([30, 31, 130, 131]);
  expect([...batch.inside]).toEqual([80, 81, 180, 181]);
});

test("stale vectors replace the correct ones and their validity", () => {
  const float = (...values: number[]) => Float32Array.from(values);
  const stale = { unitVectors: float(1, 3, 2, 4), valid: float(0, 1), angle: float(0, 0) };
  const batch = stackBatch([{ sample: sampleOf(0), stale }]);
  expect([...batch.unitVectors]).toEqual([1, 3, 2, 4]);
  expect([...batch.valid]).toEqual([0, 1]);
});

test("samples of different sizes are refused", () => {
  const items = [sampleOf(0), sampleOf(0, 2, 1)].map((sample) => ({ sample, stale: null }));
  expect(() => stackBatch(items)).toThrow(RangeError);
  expect(() => stackBatch([])).toThrow(RangeError);
});

test("a plane with the wrong number of values is refused, with both numbers", () => {
  for (const name of ["image", "mask", "unitVectors", "valid", "weight", "level", "inside"] as const) {
    const sample = sampleOf(0, 2, 3);
    const short = { ...sample, [name]: sample[name].subarray(1) };
    const needed = sample[name].length;
    expect(() => stackBatch([{ sample: short, stale: null }])).toThrow(
      `${name} of a sample has ${needed - 1} values, but 2 x 3 x ${needed / 6} are needed`,
    );
  }
});
