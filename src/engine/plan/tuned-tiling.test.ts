import { describe, expect, it } from "vitest";
import { type Choice, type LayerWork, layerShape } from "./choice.ts";
import { type View, vectorsFor } from "./ir/view.ts";
import { weightGradientParts } from "./operations/weight-gradient.ts";
import { CPU_TILING, GPU_TILING, SOFTWARE_TILING, threadsOf } from "./tiles.ts";
import { fitsWork, tunedTiling } from "./tuned-tiling.ts";

function view(channels: number, side: number): View {
  const stride = vectorsFor(channels);
  return { buffer: 0, batch: 4, rows: side, columns: side, channels, stride, offset: 0 };
}

function work(
  pass: LayerWork["pass"],
  size: number,
  [from, to]: readonly [number, number],
  side = 32,
): LayerWork {
  return { layer: "layer", pass, size, x: view(from, side), target: view(to, side) };
}

describe("a tuned tiling", () => {
  const wide = work("forward", 3, [16, 24]);
  const weights = work("weight gradient", 3, [16, 24]);
  const split: Choice = { kind: "splitK", pixels: 4, vectors: 2, parts: 4 };
  const rows: Choice = { kind: "weights", inVectors: 2, outVectors: 1, pixels: 1, threads: 512 };

  it("uses its choices by shape and its default table otherwise", () => {
    const tiling = tunedTiling(SOFTWARE_TILING, { [layerShape(wide)]: split, [layerShape(weights)]: rows });
    expect(tiling.convolution({ ...wide, layer: "another" })).toBe(split);
    expect(tiling.weightGradient(weights)).toBe(rows);
    for (const other of [
      work("input gradient", 3, [16, 24]),
      work("forward", 5, [16, 24]),
      work("forward", 3, [16, 24], 16),
      work("forward", 3, [16, 16]),
    ]) {
      expect(tiling.convolution(other)).toEqual(SOFTWARE_TILING.convolution(other));
    }
    expect(tiling.sumParts(3)).toBe(SOFTWARE_TILING.sumParts(3));
  });

  it.each([
    { choice: { ...split, vectors: 4 }, reason: "vectors left over" },
    { choice: { ...split, parts: 5 }, reason: "more parts than vectors" },
    { choice: { ...split, parts: 3 }, reason: "a part without any vector" },
    { choice: rows, reason: "of another kernel" },
    { choice: { kind: "shared", pixels: 16, vectors: 2 }, reason: "too large for a workgroup's memory" },
  ] satisfies { choice: Choice; reason: string }[])(
    "ignores a choice that cannot run: $reason",
    ({ choice }) => {
      expect(fitsWork(wide, choice)).toBe(false);
      const tiling = tunedTiling(SOFTWARE_TILING, { [layerShape(wide)]: choice });
      expect(tiling.convolution(wide)).toEqual(SOFTWARE_TILING.convolution(wide));
    },
  );

  it("ignores a weight gradient that cannot run", () => {
    const choice = { ...rows, outVectors: 4 };
    const tiling = tunedTiling(SOFTWARE_TILING, { [layerShape(weights)]: choice });
    expect(tiling.weightGradient(weights)).toEqual(SOFTWARE_TILING.weightGradient(weights));
    expect(fitsWork(weights, split)).toBe(false);
  });
});

describe("the table for software adapters", () => {
  it.each([
    [3, 128, 16],
    [5, 16, 16],
    [3, 200, 16],
    [1, 128, 16],
    [3, 24, 8],
    [3, 8, 8],
    [3, 4, 4],
  ])(
    "uses as many pixels per thread as leave few threads idle: kernel %i, row of %i px, %i per thread",
    (size, side, pixels) => {
      const one = work("forward", size, [8, 8], side);
      const choice = SOFTWARE_TILING.convolution(one);
      expect(choice).toEqual({ kind: "direct", pixels, vectors: 2 });
      expect(fitsWork(one, choice)).toBe(true);
    },
  );
});

describe("the table for GPUs", () => {
  const works = [128, 64, 16, 8, 4].flatMap((side) =>
    (
      [
        [4, 8],
        [64, 64],
        [128, 12],
        [256, 4],
      ] as const
    ).map((channels) => work("forward", 3, channels, side)),
  );

  it.each(works)("chooses tiles that can run: $x.channels to $target.channels, $x.rows px", (one) => {
    const choice = GPU_TILING.convolution(one);
    expect(fitsWork(one, choice)).toBe(true);
    expect(fitsWork({ ...one, pass: "weight gradient" }, GPU_TILING.weightGradient(one))).toBe(true);
  });

  it("splits the input channels where no tile gives enough threads", () => {
    const few = GPU_TILING.convolution(work("forward", 3, [64, 64], 8));
    expect(few).toEqual({ kind: "splitK", pixels: 2, vectors: 1, parts: 4 });
    const many = GPU_TILING.convolution(work("forward", 3, [64, 64], 64));
    if (many.kind !== "direct") throw new Error(`${many.kind} is not direct`);
    expect(threadsOf(view(64, 64), many)).toBeGreaterThanOrEqual(16_384);
  });
});

describe("the table for CPUs", () => {
  it.each([
    [3, 4, 4, 32, 32],
    [5, 4, 8, 32, 10],
    [5, 16, 16, 32, 2],
    [3, 8, 16, 4, 4],
    [3, 16, 16, 4, 2],
    [3, 32, 64, 4, 1],
    [1, 64, 64, 32, 1],
  ])(
    "splits the weight gradient of small layers only: kernel %i, %i to %i channels, %i px",
    (size, from, to, side, parts) => {
      const one = work("weight gradient", size, [from, to], side);
      const choice = CPU_TILING.weightGradient(one);
      if (choice.kind !== "weights") throw new Error(`${choice.kind} is not direct`);
      expect(fitsWork(one, choice)).toBe(true);
      const shape = { size, x: one.x, gradient: one.target };
      expect(weightGradientParts(shape, choice, choice.threads)).toBe(parts);
    },
  );

  it.each([
    [3, 8, 16, 128, 16],
    [3, 8, 16, 32, 4],
    [3, 16, 16, 64, 16],
    [3, 48, 96, 64, 4],
    [3, 192, 64, 32, 3],
    [3, 64, 64, 8, 1],
  ])(
    "splits the transformed tiles of a weight gradient: kernel %i, %i to %i channels, %i px",
    (size, from, to, side, parts) => {
      const one = work("weight gradient", size, [from, to], side);
      const choice = CPU_TILING.weightGradient(one);
      expect(fitsWork(one, choice)).toBe(true);
      expect(choice).toEqual({ kind: "winograd weights", maxParts: parts });
    },
  );

  it.each([
    { size: 3, channels: [8, 8], side: 8, kind: "winograd" },
    { size: 5, channels: [64, 13], side: 8, kind: "winograd" },
    { size: 1, channels: [64, 64], side: 32, kind: "direct" },
    { size: 7, channels: [64, 64], side: 32, kind: "direct" },
    { size: 3, channels: [3, 64], side: 32, kind: "direct" },
    { size: 3, channels: [64, 4], side: 32, kind: "direct" },
    { size: 3, channels: [64, 64], side: 5, kind: "direct" },
  ] as const)(
    "transforms tiles where that saves time: kernel $size, $channels channels, $side px: $kind",
    ({ size, channels, side, kind }) => {
      for (const pass of ["forward", "input gradient"] as const) {
        const one = work(pass, size, channels, side);
        const choice = CPU_TILING.convolution(one);
        expect(choice.kind).toBe(kind);
        expect(fitsWork(one, choice)).toBe(true);
      }
    },
  );

  it("computes predictions directly, so that their bits do not depend on a division into parts", () => {
    const one = { ...work("forward", 3, [64, 64]), predicts: true };
    expect(CPU_TILING.convolution(one).kind).toBe("direct");
  });
});
