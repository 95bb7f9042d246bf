import { describe, expect, it } from "vitest";
import { sourceOfBlob } from "../bytes/source-file.ts";
import { importAll } from "../testing/test-files.ts";
import { readGroupTable } from "./group-table.ts";

async function groupsOf(text: string) {
  const source = sourceOfBlob("t.csv", new Blob([text]));
  const table = await readGroupTable(source, new AbortController().signal);
  return table && Object.fromEntries(table.groups);
}

describe("tables of samples, plates and wells", () => {
  it.each([
    ["image_id,sample_id\na,s1\nb,s2", { a: "s1", b: "s2" }],
    ["Well;Plate;FileName\nA01;P1;d/a.png\nA02;P1;d\\b.png", { "d/a.png": "P1 A01", "d\\b.png": "P1 A02" }],
    ["id\tWELL\nx\tB2\nx\tB3\ny\t\n\tC1", { x: "B2" }],
    ["id,plate,Sample ID\na,p,s\nb,p,", { a: "s", b: "p" }],
    ["id,well\n__proto__,A1\nconstructor,A2", JSON.parse('{"__proto__":"A1","constructor":"A2"}')],
    ["id,well\n", {}],
  ])("%j", async (text, groups) => {
    expect(await groupsOf(text)).toEqual(groups);
  });

  it.each([
    ["no image is named", "plate,well\np,w"],
    ["no group is named", "id,colour\na,red"],
    ["it is one of cells", "id,annotation,sample_id\na,1 2,s"],
    ["a quotation mark stays open", 'id,well\na,"A1\nb,A2'],
    ["it is empty", ""],
  ])("are not recognised if %s", async (_, text) => {
    expect(await groupsOf(text)).toBeNull();
  });

  it("shortens invalid names", async () => {
    expect((await groupsOf(`id,well\na,${"x".repeat(10_000)}`))?.a).toHaveLength(200);
  });
});

describe("imported with their images", () => {
  const dot = Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  /** An array of two rows and three columns. */
  function npy(values: readonly number[]): Blob {
    const header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }\n";
    return new Blob([dot, Uint8Array.of(header.length, 0), header, Uint8Array.from(values)]);
  }
  const pixels = npy([9, 3, 5, 7, 1, 200]);
  const labels = npy([1, 1, 0, 2, 2, 2]);

  it("from a table of cells, and from one without cells beside masks", async () => {
    const cells = "id,annotation,width,height,sample_id\nx,1 2,3,2,s1\nx,4 3,3,2,s1\n";
    const { records, refused } = await importAll([
      { path: "a/train.csv", blob: new Blob([cells]) },
      { path: "a/x.npy", blob: pixels },
      { path: "b/plates.csv", blob: new Blob(["image,Plate,Well\ny.npy,P,A1\n"]) },
      { path: "b/val/y.npy", blob: pixels },
      { path: "b/val/y_masks.npy", blob: labels },
    ]);
    expect(refused).toEqual([]);
    expect(records.map(({ name, group, part, cells: count }) => [name, group, part, count])).toEqual([
      ["x", "s1", null, 2],
      ["y", "P A1", "validation", 2],
    ]);
  });

  it("reports missing images, and unsupported tables", async () => {
    const { refused } = await importAll([
      { path: "plates.csv", blob: new Blob(["image,plate\ny,P\n"]) },
      { path: "colours.csv", blob: new Blob(["image,colour\ny,red\n"]) },
    ]);
    const messages = Object.fromEntries(refused.map(({ file, reason }) => [file, reason]));
    expect(messages["plates.csv"]).toContain("none of its images is here");
    expect(messages["colours.csv"]).toContain('no column "id"');
  });
});
