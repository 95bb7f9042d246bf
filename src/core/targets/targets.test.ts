import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { splitVectors } from "../raster/vectors.ts";
import { golden } from "../testing/golden.ts";
import { largestDifference } from "../testing/largest-difference.ts";
import { type Border, squaredDistance } from "./squared-distance.ts";
import { computeTargets } from "./targets.ts";
import { readReferenceArray } from "./testing/reference-arrays.ts";

const DATA = fileURLToPath(new URL("../../../../shared/data/", import.meta.url));
const ABSENT = !existsSync(DATA);
const WHERE = ABSENT ? " (skipped: the folder ../shared/data is absent)" : "";

const BORDERS: [name: string, border: Border][] = [
  ["open", "open"],
  ["outside", "closed"],
];

function labelsOf(shape: readonly number[], data: ArrayLike<number>) {
  const [rows, columns] = shape;
  return { rows, columns, data: Int32Array.from(data) };
}

function expectVectors(
  labels: ReturnType<typeof labelsOf>,
  border: Border,
  expected: ArrayLike<number>,
): void {
  const { unitVectors, valid } = computeTargets(labels, { border });
  // The reference stores the two components as consecutive planes.
  const both = splitVectors(unitVectors).flatMap((plane) => [...plane]);
  expect(largestDifference(both, expected)).toBeLessThan(1e-5);
  const everywhereZero = Array.from(expected).every((value) => value === 0);
  if (!everywhereZero) expect(valid.includes(1)).toBe(true);
}

describe.skipIf(ABSENT)(`targets equal SciPy's and NumPy's${WHERE}`, () => {
  const names = ABSENT
    ? []
    : readdirSync(`${DATA}reference`).flatMap((file) => /^(.*)_labels\.npy$/.exec(file)?.[1] ?? []);

  test("reference data exists", () => expect(names.length).toBeGreaterThan(7));

  test.each(names)("%s", (name) => {
    const path = (what: string) => `${DATA}reference/${name}_${what}.npy`;
    const { shape, data } = readReferenceArray(path("labels"));
    const labels = labelsOf(shape, data);
    for (const [tag, border] of BORDERS) {
      const file = path(`edt_border_${tag}`);
      if (!existsSync(file)) continue;
      const { distance } = computeTargets(labels, { border });
      expect(largestDifference(distance, readReferenceArray(file).data)).toBeLessThan(1e-5);
    }
    expectVectors(labels, "open", readReferenceArray(path("uvec_border_open")).data);
    if (existsSync(path("weight"))) {
      const { weight } = computeTargets(labels, { border: "open" });
      expect(largestDifference(weight, readReferenceArray(path("weight")).data)).toBeLessThan(1e-6);
    }
  });
});

interface TargetCase {
  readonly shape: number[];
  readonly labels: number[][];
  readonly weight: number[][];
  readonly [array: string]: unknown;
}

describe("small label images, both borders", () => {
  const small = readdirSync(golden("targets"));
  const folder = `${DATA}reference_more/targets/`;
  const larger = ABSENT ? [] : readdirSync(folder).filter((file) => !small.includes(file));

  test("reference data exists", () => expect(small.length).toBeGreaterThan(7));

  test.skipIf(ABSENT)(`larger images exist${WHERE}`, () => expect(larger.length).toBeGreaterThan(2));

  test.each([
    ...small.map((file) => [file, golden(`targets/${file}`)]),
    ...larger.map((file) => [file, folder + file]),
  ])("%s", (_, path) => {
    const reference: TargetCase = JSON.parse(readFileSync(path, "utf8"));
    const labels = labelsOf(reference.shape, reference.labels.flat());
    for (const [tag, border] of BORDERS) {
      const squared = reference[`edt2_border_${tag}`] as (number | null)[][];
      expect([...squaredDistance(labels, border)]).toEqual(squared.flat().map((value) => value ?? 0));
      expectVectors(labels, border, (reference[`uvec_border_${tag}`] as number[][][]).flat(2));
    }
    const { weight } = computeTargets(labels, { border: "open" });
    expect(largestDifference(weight, reference.weight.flat())).toBeLessThan(1e-6);
  });
});

interface Probe {
  readonly y: number;
  readonly x: number;
  readonly uvec_border_open: [number, number];
  readonly uvec_border_outside: [number, number];
}

test.skipIf(ABSENT)(`a real image with 313 cells, exactly${WHERE}`, () => {
  const folder = `${DATA}reference_more/real520x704/`;
  const { shape, data } = readReferenceArray(`${folder}labels.npy`);
  const labels = labelsOf(shape, data);
  const summary: { probes: Probe[]; instances: Record<string, { weight: number }> } = JSON.parse(
    readFileSync(`${folder}summary.json`, "utf8"),
  );
  for (const [tag, border] of BORDERS) {
    const expected = readReferenceArray(`${folder}edt2_border_${tag}.npy`).data;
    expect(largestDifference(squaredDistance(labels, border), expected)).toBe(0);
    const { unitVectors, weight } = computeTargets(labels, { border });
    for (const probe of summary.probes) {
      const pixel = probe.y * labels.columns + probe.x;
      const [first, second] = tag === "open" ? probe.uvec_border_open : probe.uvec_border_outside;
      expect(unitVectors[2 * pixel]).toBeCloseTo(first, 5);
      expect(unitVectors[2 * pixel + 1]).toBeCloseTo(second, 5);
      const id = labels.data[pixel];
      if (id !== 0) expect(weight[pixel]).toBeCloseTo(summary.instances[id].weight, 6);
    }
  }
});
