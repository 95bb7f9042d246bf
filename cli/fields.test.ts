import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LabError } from "../src/core/errors.ts";
import { readNpy } from "../src/io/read/numpy/npy.ts";
import { readNpyHeader } from "../src/io/read/numpy/npy-header.ts";
import { writeNpy } from "../src/io/write/npy.ts";
import { fields } from "./fields.ts";

vi.setConfig({ testTimeout: 60_000 });

const DATA = resolve(import.meta.dirname, "../../shared/data");
const there = existsSync(DATA);
const note = there ? "" : " (skipped: the folder ../shared/data is absent)";

let out: string;
const messages: string[] = [];

beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), "fields-"));
  messages.length = 0;
  vi.spyOn(console, "log").mockImplementation(() => {});
  vi.spyOn(console, "error").mockImplementation((line) => void messages.push(String(line)));
});

afterEach(() => {
  rmSync(out, { recursive: true });
  vi.restoreAllMocks();
});

function written(name: string): ArrayLike<number> {
  return readNpy(name, new Uint8Array(readFileSync(join(out, name)))).samples;
}

/** Values of a reference array, possibly three-dimensional. */
function reference(path: string): Float32Array {
  const bytes = new Uint8Array(readFileSync(join(DATA, "reference", path)));
  const { dataAt } = readNpyHeader(path, bytes);
  return new Float32Array(bytes.slice(dataAt).buffer);
}

function largestError(a: ArrayLike<number>, b: ArrayLike<number>, where?: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let largest = 0;
  for (let at = 0; at < a.length; at++) {
    if (where?.[at] !== 0) largest = Math.max(largest, Math.abs(a[at] - b[at]));
  }
  return largest;
}

describe("fields of a label array", () => {
  const labels = join(tmpdir(), `labels-${process.pid}.npy`);

  afterEach(() => rmSync(labels, { force: true }));

  it("consist of six files with the array's size and the documented types", async () => {
    writeFileSync(labels, writeNpy(Int32Array.of(1, 1, 0, 2, 2, 2), [2, 3]));
    const { names } = await fields(labels, { out, border: "open" });
    expect(names).toEqual([`labels-${process.pid}`]);
    expect(readdirSync(out).sort()).toEqual(
      ["distance", "level", "uvec_0", "uvec_1", "valid", "weight"].map((field) => `${names[0]}.${field}.npy`),
    );
    for (const file of readdirSync(out)) {
      const header = readNpyHeader(file, new Uint8Array(readFileSync(join(out, file))));
      expect(header).toMatchObject({ shape: [2, 3], fortran: false, littleEndian: true });
      expect(`${header.kind}${header.itemBytes}`).toBe(file.includes("level") ? "u1" : "f4");
    }
    expect(Array.from(written(`${names[0]}.weight.npy`), (weight) => weight.toFixed(4))).toEqual(
      [1, 1, 0, 1, 1, 1].map((cell, pixel) => (cell === 0 ? 0 : 1 / Math.sqrt(pixel < 3 ? 2 : 3)).toFixed(4)),
    );
  });

  it("do not depend on the values of the ids", async () => {
    const ids = Float64Array.of(2 ** 31, 2 ** 31, 0, 7, 7, 7);
    const header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }\n";
    const prefix = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
    writeFileSync(labels, Buffer.concat([prefix, Buffer.from(header), Buffer.from(ids.buffer)]));
    const { names } = await fields(labels, { out, border: "open" });
    expect(written(`${names[0]}.weight.npy`)[0]).toBeCloseTo(1 / Math.sqrt(2), 6);
    expect(messages.join()).toContain("renumbered");
  });

  it("require an existing file with usable labels", async () => {
    await expect(fields(join(out, "nope"), { out, border: "open" })).rejects.toThrow(LabError);
    await expect(fields(out, { out: join(out, "deep"), border: "open" })).rejects.toThrow(/Nothing in/);
    writeFileSync(labels, "x");
    await expect(fields(labels, { out, border: "open" })).rejects.toThrow(/not a PNG/);
  });
});

describe.skipIf(!there)(`fields of real data${note}`, () => {
  it.each(["border", "disjoint", "ring", "thin", "touching", "real0", "real1", "real520x704"])(
    "%s equals the reference",
    async (name) => {
      await fields(join(DATA, `reference/${name}_labels.npy`), { out, border: "open" });
      const base = `${name}_labels`;
      expect(
        largestError(written(`${base}.distance.npy`), reference(`${name}_edt_border_open.npy`)),
      ).toBeLessThan(1e-5);
      const vectors = reference(`${name}_uvec_border_open.npy`);
      const valid = written(`${base}.valid.npy`);
      const half = vectors.length / 2;
      for (const component of [0, 1]) {
        const mine = written(`${base}.uvec_${component}.npy`);
        const theirs = vectors.subarray(component * half, (component + 1) * half);
        expect(largestError(mine, theirs, valid)).toBeLessThan(1e-5);
      }
      if (name !== "real520x704") {
        expect(largestError(written(`${base}.weight.npy`), reference(`${name}_weight.npy`))).toBeLessThan(
          1e-6,
        );
        await fields(join(DATA, `reference/${name}_labels.npy`), { out, border: "closed" });
        expect(
          largestError(written(`${base}.distance.npy`), reference(`${name}_edt_border_outside.npy`)),
        ).toBeLessThan(1e-5);
      }
    },
  );

  it("are written for every image of a folder and of a zip", async () => {
    const folder = await fields(join(DATA, "phase/sartorius"), { out, border: "open" });
    expect(folder.names).toHaveLength(6);
    expect(readdirSync(out)).toHaveLength(36);
    const zip = await fields(join(DATA, "bad_more/zip/stored.zip"), { out, border: "open" });
    expect(zip.names).toEqual(["c"]);
  });

  it("are written for label images without images; photos among them are refused", async () => {
    const { names, refused } = await fields(join(DATA, "phase/usiigaci/set18"), { out, border: "open" });
    expect(names).toEqual(["labeled"]);
    expect(refused.map(({ file }) => file).sort()).toEqual(
      ["RoiSet.zip", "phase.png", "raw.tif"].map((name) => `set18/${name}`),
    );
    expect(messages.some((line) => line.startsWith("set18/phase.png: This is a photo"))).toBe(true);
  });

  it("keep images of the same name apart", async () => {
    const { names } = await fields(join(DATA, "bad_more/duplicate_names"), { out, border: "open" });
    expect(names).toEqual(["a_cell", "b_cell"]);
  });
});
