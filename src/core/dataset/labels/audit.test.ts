import { describe, expect, it } from "vitest";
import type { Labels } from "../../raster/plane.ts";
import { auditLabels, sizeProblem } from "./audit.ts";

function labelsOf(...rows: string[]): Labels {
  return {
    rows: rows.length,
    columns: rows[0].length,
    data: Int32Array.from(rows.join(""), (digit) => Number(digit)),
  };
}

/** Values that change from pixel to pixel, as in a photograph. */
function photo(rows: number, columns: number): Labels {
  const data = Int32Array.from({ length: rows * columns }, (_, pixel) => ((pixel * 2654435761) >>> 8) % 251);
  return { rows, columns, data };
}

describe("audit of labels", () => {
  it("accepts cells and reports separate components", () => {
    expect(auditLabels(labelsOf("1102", "1002"), null)).toMatchObject({ problem: null, cells: 2, notes: [] });
    const scattered = auditLabels(labelsOf("1010", "0002"), null);
    expect(scattered.problem).toBeNull();
    expect(scattered.notes).toEqual(["1 piece lies apart from the rest of the cell with the same id."]);
  });

  it("reads the components of a binary mask as cells, with a note", () => {
    const mask = labelsOf("1100", "0011", "1000").data.map((on) => 255 * on);
    const audit = auditLabels({ rows: 3, columns: 4, data: mask }, null);
    expect(audit.cells).toBe(2);
    expect(Array.from(audit.labels.data)).toEqual([1, 1, 0, 0, 0, 0, 1, 1, 2, 0, 0, 0]);
    expect(audit.notes[0]).toContain("binary");
  });

  it("keeps a single connected cell", () => {
    const audit = auditLabels(labelsOf("0770", "0070"), null);
    expect(audit).toMatchObject({ problem: null, cells: 1, notes: [] });
    expect(audit.labels.data[1]).toBe(7);
  });

  it("accepts labels without a cell as background only", () => {
    expect(auditLabels(labelsOf("000"), null)).toMatchObject({ problem: null, cells: 0, notes: [] });
  });

  it("refuses a photo, and the image itself", () => {
    expect(auditLabels(photo(40, 40), null).problem).toContain("photo");
    const labels = photo(40, 40);
    const pixels = { rows: 40, columns: 40, channels: 1, data: Uint8Array.from(labels.data) };
    expect(auditLabels(labels, pixels).problem).toContain("looks like the image");
  });

  it("refuses the image itself in colour or black and white", () => {
    const colours = [0, 0, 0, 9, 0, 0, 9, 5, 0];
    const labels = labelsOf("0012", "0012");
    const data = Array.from(labels.data).flatMap((id) => colours.slice(3 * id, 3 * id + 3));
    const pixels = { rows: 2, columns: 4, channels: 3, data: Uint8Array.from(data) };
    expect(auditLabels(labels, pixels).problem).toContain("looks like the image");
    expect(auditLabels(labelsOf("0012", "0011"), pixels).problem).toBeNull();
    const mask = labelsOf("1100", "0011", "1000");
    const same = { rows: 3, columns: 4, channels: 1, data: Uint8Array.from(mask.data) };
    expect(auditLabels(mask, same).problem).toContain("looks like the image");
  });

  it("refuses outlines with a remedy", () => {
    const wide = Array.from({ length: 12 }, (_, row) =>
      row === 0 || row === 11 ? "7".repeat(14) : `7${"0".repeat(12)}7`,
    );
    expect(auditLabels(labelsOf(...wide), null).problem).toMatch(/outlines, not cells.*Fill them/);
  });

  it("refuses a photo enlarged twofold, in which no component is a single pixel", () => {
    const small = photo(100, 100);
    const data = Int32Array.from({ length: 200 * 200 }, (_, pixel) => {
      const [row, column] = [Math.floor(pixel / 200), pixel % 200];
      return small.data[100 * (row >> 1) + (column >> 1)];
    });
    expect(auditLabels({ rows: 200, columns: 200, data }, null).problem).toContain("connected components");
  });

  it("refuses a class map, with few values in many components", () => {
    const data = Int32Array.from({ length: 96 * 96 }, (_, pixel) => {
      const [row, column] = [Math.floor(pixel / 96) % 8, pixel % 8];
      if (row > 5 || column > 5) return 0;
      return row === 0 || row === 5 || column === 0 || column === 5 ? 2 : 1;
    });
    expect(auditLabels({ rows: 96, columns: 96, data }, null).problem).toContain(
      "2 values lie in 288 connected components",
    );
  });

  it("compares sizes and recognises swapped axes", () => {
    const pixels = { rows: 64, columns: 96 };
    expect(sizeProblem(pixels, { rows: 64, columns: 96 })).toBeNull();
    expect(sizeProblem(pixels, { rows: 65, columns: 96 })).toContain("64 rows and 96 columns, its labels 65");
    expect(sizeProblem(pixels, { rows: 96, columns: 64 })).toContain("swapped");
  });
});
