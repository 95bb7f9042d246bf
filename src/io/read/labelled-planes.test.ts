import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { StackChoice } from "../../core/dataset/stack-choice.ts";
import { importAll } from "./testing/test-files.ts";
import { tiffBytes } from "./testing/tiff-bytes.ts";

const SIDE = 24;

/** A stack whose planes have distinct constant values, except at the first pixel. */
function stackOf(planes: number, description: string): Blob {
  const pages = Array.from({ length: planes }, (_, plane) => ({
    rows: SIDE,
    columns: SIDE,
    samples: new Uint8Array(SIDE * SIDE).fill(10 * plane + 5).fill(1, 0, 1),
    ...(plane === 0 ? { description } : {}),
  }));
  return new Blob([tiffBytes(...pages).slice()]);
}

/**
 * A rectangle of 4 x 4 px at a column, drawn on a plane: by its number, or by channel, slice and time point.
 */
function region(
  column: number,
  plane: number,
  czt: readonly [number, number, number] = [0, 0, 0],
): Uint8Array {
  const out = new Uint8Array(64 + 64);
  const view = new DataView(out.buffer);
  out.set(new TextEncoder().encode("Iout"));
  view.setUint16(4, 228);
  view.setUint8(6, 1);
  [4, column, 8, column + 4].forEach((side, index) => void view.setInt16(8 + 2 * index, side));
  view.setInt32(56, plane);
  view.setInt32(60, 64);
  czt.forEach((number, index) => void view.setInt32(64 + 4 + 4 * index, number));
  return out;
}

function drop(image: Blob, regions: Record<string, Uint8Array>, stack: StackChoice = {}) {
  return importAll(
    [
      { path: "set/t.tif", blob: image },
      { path: "set/t_RoiSet.zip", blob: new Blob([zipSync(regions).slice()]) },
    ],
    stack,
  );
}

const FRAMES = "ImageJ=1.53t\nimages=3\nframes=3\nhyperstack=true\n";
const SLICES = "ImageJ=1.53t\nimages=3\nslices=3\n";

describe("regions of a stack", () => {
  it("count on the used plane only, and the notes count the others", async () => {
    const regions = { a: region(1, 0, [1, 1, 1]), b: region(8, 0, [1, 1, 2]), c: region(15, 0, [0, 0, 3]) };
    const named = Object.fromEntries(Object.entries(regions).map(([name, bytes]) => [`${name}.roi`, bytes]));
    const first = await drop(stackOf(3, FRAMES), named);
    expect(first.records[0]).toMatchObject({ cells: 1 });
    expect(first.records[0].notes).toContain("2 regions that were drawn on other planes are left out.");
    expect(first.images[0].labels.data[4 * SIDE + 1]).toBe(1);
    const third = await drop(stackOf(3, FRAMES), named, { time: 2 });
    expect(third.images[0].labels.data[4 * SIDE + 15]).toBe(1);
    expect(third.images[0].pixels.data[1]).toBe(25);
  });

  it("determine the used plane if none is chosen", async () => {
    const places: readonly Uint8Array[] = [region(1, 3), region(1, 0, [1, 3, 1])];
    for (const bytes of places) {
      const { images, records, refused } = await drop(stackOf(3, SLICES), { "a.roi": bytes });
      expect(refused).toEqual([]);
      expect(images[0].pixels.data[1]).toBe(25);
      expect(records[0].notes).toContain("Of 3 slices, number 3 is used.");
      expect(records[0].notes).toContainEqual(expect.stringContaining("no labels, so the one that has"));
      const chosen = await drop(stackOf(3, SLICES), { "a.roi": bytes }, { slice: 0 });
      expect(chosen.records).toEqual([]);
      expect(chosen.refused[0].reason).toContain("Its regions lie on none of the 3 planes");
    }
  });

  it("beyond the stack are refused; those without a plane belong to every plane", async () => {
    const beyond = await drop(stackOf(3, SLICES), { "a.roi": region(1, 7) });
    expect(beyond.refused[0].reason).toContain("Its regions lie on none of the 3 planes");
    const anywhere = await drop(stackOf(3, SLICES), { "a.roi": region(1, 0) });
    expect(anywhere.records[0]).toMatchObject({
      cells: 1,
      notes: ["Of 3 slices, the middle one number 2 is used.", expect.stringContaining("is a guess")],
    });
  });

  it("on one plane belong to a single-plane image; on several they are refused", async () => {
    const single = stackOf(1, "");
    const one = await drop(single, { "a.roi": region(1, 5), "b.roi": region(8, 5) });
    expect(one.records[0]).toMatchObject({ cells: 2, notes: [] });
    const several = await drop(single, { "a.roi": region(1, 5), "b.roi": region(8, 0, [1, 1, 2]) });
    expect(several.refused[0]).toMatchObject({
      file: "set/t_RoiSet.zip",
      reason: expect.stringContaining("drawn on 2 planes of a stack"),
    });
  });
});

describe("a stack of labels", () => {
  const labels = (drawn: number) => {
    const pages = Array.from({ length: 5 }, (_, plane) => ({
      rows: SIDE,
      columns: SIDE,
      samples: new Uint8Array(SIDE * SIDE).fill(plane === drawn ? 1 : 0, SIDE, 3 * SIDE),
    }));
    return new Blob([tiffBytes(...pages).slice()]);
  };

  it("is read at its labelled plane, as is its image", async () => {
    const image = stackOf(5, "ImageJ=1.53t\nimages=5\nslices=5\n");
    for (const drawn of [0, 2, 4]) {
      const { images, records } = await importAll([
        { path: "images/t.tif", blob: image },
        { path: "masks/t.tif", blob: labels(drawn) },
      ]);
      expect(records[0]).toMatchObject({ cells: 1 });
      expect(images[0].pixels.data[1]).toBe(10 * drawn + 5);
      expect(records[0].notes.some((note) => note.includes("so the one that has was taken"))).toBe(
        drawn !== 2,
      );
    }
  });

  it("of one plane is noted as a guess until a plane is chosen", async () => {
    const one = new Blob([
      tiffBytes({
        rows: SIDE,
        columns: SIDE,
        samples: new Uint8Array(SIDE * SIDE).fill(1, SIDE, 90),
      }).slice(),
    ]);
    const files = (description: string) => [
      { path: "images/t.tif", blob: stackOf(3, description) },
      { path: "masks/t.tif", blob: one },
    ];
    const guess = (option: string) => expect.stringMatching(new RegExp(`is a guess.*${option}\\)`));
    const slices = await importAll(files(SLICES));
    expect(slices.records[0].notes).toContainEqual(guess("--slice"));
    const frames = await importAll(files(FRAMES));
    expect(frames.records[0].notes).toContainEqual(guess("--time"));
    const chosen = await importAll(files(SLICES), { slice: 1 });
    expect(chosen.records[0].notes).not.toContainEqual(guess("--slice"));
    const stacked = await importAll([
      { path: "images/t.tif", blob: stackOf(5, "") },
      { path: "masks/t.tif", blob: labels(0) },
    ]);
    expect(stacked.records[0].notes).not.toContainEqual(guess("--slice"));
  });

  const numbered = (count: number) => {
    const pages = Array.from({ length: count }, (_, plane) => ({
      rows: SIDE,
      columns: SIDE,
      samples: new Uint8Array(SIDE * SIDE).fill(plane + 1, SIDE, 3 * SIDE),
    }));
    return new Blob([tiffBytes(...pages).slice()]);
  };

  it("is read at the time point of its image if its pages count as slices", async () => {
    const image = stackOf(3, FRAMES);
    const files = [
      { path: "images/t.tif", blob: image },
      { path: "masks/t.tif", blob: numbered(3) },
    ];
    for (const [stack, plane] of [
      [{}, 0],
      [{ time: 1 }, 1],
      [{ time: 2 }, 2],
    ] as const) {
      const { images } = await importAll(files, stack);
      expect(images[0].pixels.data[1]).toBe(10 * plane + 5);
      expect(images[0].labels.data[SIDE]).toBe(plane + 1);
    }
  });

  it("of another length than its image is refused until a plane is chosen", async () => {
    const files = [
      { path: "images/t.tif", blob: stackOf(5, "ImageJ=1.53t\nimages=5\nslices=5\n") },
      { path: "masks/t.tif", blob: numbered(3) },
    ];
    const { records, refused } = await importAll(files);
    expect(records).toEqual([]);
    expect(refused[0].reason).toContain("The labels are a stack of 3 planes, but their image has 5");
    expect((await importAll(files, { slice: 2 })).records[0]).toMatchObject({ cells: 1 });
  });
});
