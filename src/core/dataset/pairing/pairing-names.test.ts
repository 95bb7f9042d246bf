import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Pairing, pairFiles } from "./pairing.ts";
import { uniqueNames } from "./unique-names.ts";

/**
 * Stems that are difficult for one of the rules: case, Unicode forms, spaces, percent signs, dots, numbers,
 * label words.
 */
const stems = fc.constantFrom(
  "a",
  "A",
  "e\u0301",
  "\u00e9",
  "a b",
  "a%b",
  "a.b",
  "a.png",
  "1",
  "01",
  "001",
  "img_1",
  "cb0618f6-a",
  "a_image",
  "(a)",
  "50%",
  "..a",
);
const folders = fc.constantFrom("", "plateA/", "plateB/", "plateA/x/", "Z\u0308/", "\u017b/", "s 1/");
const extensions = fc.constantFrom("png", "tif", "PNG");
const image = fc.record({ folder: folders, stem: stems, extension: extensions });
/** Images that stay distinct on every file system: names differ in more than case and Unicode form. */
const images = fc.uniqueArray(image, {
  minLength: 1,
  maxLength: 12,
  selector: ({ folder, stem, extension }) => `${folder}${stem}.${extension}`.normalize("NFC").toLowerCase(),
});

type NamedImage = { folder: string; stem: string; extension: string };
const pathOf = ({ folder, stem, extension }: NamedImage) => `${folder}images/${stem}.${extension}`;

function pairsOf(pairing: Pairing): [string, string][] {
  return pairing.images.flatMap(({ image, truth }): [string, string][] => {
    if (truth.kind === "labels") return [[image, truth.path]];
    return truth.kind === "table" ? [[image, truth.id]] : [];
  });
}

/** Notations that tools use for the name of an image in a table. */
const changes: readonly ((path: string) => string)[] = [
  (path) => path,
  (path) => path.normalize("NFC"),
  (path) => path.normalize("NFD"),
  (path) => path.toUpperCase(),
  (path) => path.replace(/\.\w+$/, ".jpg"),
  (path) => path.split("/").map(encodeURIComponent).join("/"),
  (path) => path.replaceAll("/", "\\"),
  (path) => `C:\\data\\${path.replaceAll("/", "\\")}`,
];

describe("arbitrary names", () => {
  it("never pair files of different images, for any table", () => {
    fc.assert(
      fc.property(
        images,
        fc.array(fc.nat(changes.length - 1), { minLength: 12, maxLength: 12 }),
        (all, how) => {
          const paths = all.map(pathOf);
          const written = new Map<string, string[]>();
          paths.forEach((path, index) => {
            const id = changes[how[index]](path);
            written.set(id, [...(written.get(id) ?? []), path]);
          });
          const entries = [...written.keys()].map((id) => [id, { cells: 1, problem: null }] as const);
          const pairing = pairFiles(paths, [{ path: "cells.csv", images: new Map(entries) }]);
          for (const [path, id] of pairsOf(pairing)) expect(written.get(id)).toContain(path);
          // A name as written is never ambiguous.
          paths.forEach((path, index) => {
            if (how[index] === 0 && written.get(path)?.length === 1)
              expect(pairsOf(pairing)).toContainEqual([path, path]);
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it("pair rows under the names of images with their own images only, as in an exported submission", () => {
    fc.assert(
      fc.property(images, (all) => {
        const paths = all.map(pathOf);
        const names = uniqueNames(paths);
        const entries = names.map((name) => [name, { cells: 1, problem: null }] as const);
        const pairing = pairFiles(paths, [{ path: "submission.csv", images: new Map(entries) }]);
        for (const [path, id] of pairsOf(pairing)) expect(names[paths.indexOf(path)]).toBe(id);
      }),
      {
        numRuns: 500,
        examples: [
          [["a", "a.png"].map((stem) => ({ folder: "", stem, extension: "png" }))],
          [["a", "a.png", "a.png.png"].map((stem) => ({ folder: "", stem, extension: "png" }))],
        ],
      },
    );
  });

  it("pair every image with its own masks only, beside it or in an export folder", () => {
    fc.assert(
      fc.property(images, fc.boolean(), (all, isExport) => {
        const paths = all.map(pathOf);
        const names = uniqueNames(paths);
        const owners = new Map(
          all.map(({ folder, stem, extension }, index) => [
            isExport ? `masks/${names[index]}.png` : `${folder}masks/${stem}.${extension}`,
            paths[index],
          ]),
        );
        const pairing = pairFiles([...paths, ...owners.keys()], []);
        for (const [path, labels] of pairsOf(pairing)) {
          const plain = (text: string) =>
            text
              .normalize("NFC")
              .toLowerCase()
              .replace(/\.\w+$/, "");
          expect(plain(owners.get(labels) ?? "")).toBe(plain(path));
        }
        const listed = [...pairing.refused, ...pairing.unpaired].map(({ file }) => file);
        const used = pairing.images.flatMap(({ image, truth }) =>
          truth.kind === "labels" ? [image, truth.path] : [image],
        );
        expect([...listed, ...used].sort()).toEqual([...paths, ...owners.keys()].sort());
      }),
      {
        numRuns: 200,
        // A mask of the second image would have the name of the third.
        examples: [
          [
            ["tif", "png"]
              .map((extension) => ({ folder: "", stem: "a", extension }))
              .concat({ folder: "", stem: "a.png", extension: "png" }),
            true,
          ],
        ],
      },
    );
  });

  it("pair independently of the order of files and tables", () => {
    fc.assert(
      fc.property(
        images,
        fc.array(fc.record({ folder: folders, stem: stems })),
        fc.infiniteStream(fc.nat()),
        (all, masks, numbers) => {
          const files = [
            ...new Set([
              ...all.map(pathOf),
              ...masks.map(({ folder, stem }) => `${folder}masks/${stem}.png`),
              ...masks.map(({ folder, stem }) => `masks/${folder}${stem}.tif`),
              ...masks.map(({ folder, stem }) => `${folder}images/${stem}_masks.png`),
            ]),
          ];
          const entries = all.map(({ stem }) => [stem, { cells: 1, problem: null }] as const);
          const tables = ["a.csv", "b.json", "plateA/c.csv"].map((path) => ({
            path,
            images: new Map(entries),
          }));
          const shuffled = <Item>(items: readonly Item[]) =>
            items
              .map((item) => [numbers.next().value ?? 0, item] as const)
              .sort(([a], [b]) => a - b)
              .map(([, item]) => item);
          const sorted = (pairing: Pairing) => ({
            ...pairing,
            refused: [...pairing.refused].map(({ file, reason }) => `${file} ${reason}`).sort(),
          });
          expect(sorted(pairFiles(shuffled(files), shuffled(tables)))).toEqual(
            sorted(pairFiles(files, tables)),
          );
        },
      ),
      { numRuns: 80 },
    );
  });
});

it("list each of more spare labels than a call takes arguments", () => {
  const labels = Array.from({ length: 130_000 }, (_, index) => `masks/x.${index}`);
  const { images, refused } = pairFiles(["images/x.png", ...labels], []);
  expect(images).toHaveLength(1);
  expect(refused).toHaveLength(labels.length - 1);
});

describe("images whose names differ only in extension or Unicode form", () => {
  it("are refused together with ambiguous labels, with any names", () => {
    for (const files of [
      ["a.png", "a.tif", "a_masks.bmp"],
      ["a.png", "a.tif", "a_cp_masks.png"],
      ["images/a.png", "images/a.tif", "masks/a.bmp"],
      ["1.png", "img_1.png", "mask_1.png"],
      ["x/images/a.png", "x/images/a.jpg", "x/images/a.tif", "x/masks/a_label.gif"],
    ]) {
      const { images, refused } = pairFiles(files, []);
      expect(images).toEqual([]);
      expect(refused.map(({ file }) => file).sort()).toEqual([...files].sort());
      for (const { reason } of refused)
        for (const file of files) expect(reason).toContain(file.split("/").at(-1));
    }
  });

  it("are paired with labels that match exactly", () => {
    const files = ["images/a.png", "images/a.tif", "masks/a.png", "masks/a.tif", "masks/a.bmp"];
    const pairing = pairFiles(files, []);
    expect(pairsOf(pairing)).toEqual([
      ["images/a.png", "masks/a.png"],
      ["images/a.tif", "masks/a.tif"],
    ]);
    expect(pairing.refused).toEqual([
      { file: "masks/a.bmp", reason: expect.stringContaining("images/a.png") },
    ]);
  });

  it("one of them is paired with labels that match it exactly", () => {
    for (const [other, own] of [
      ["a.png", "a.tif"],
      ["\u00e9.png", "e\u0301.png"],
    ]) {
      for (const files of [
        [other, own],
        [own, other],
      ]) {
        const pairing = pairFiles([...files.map((name) => `images/${name}`), `masks/${own}`], []);
        expect(pairsOf(pairing)).toEqual([[`images/${own}`, `masks/${own}`]]);
      }
    }
  });
});
