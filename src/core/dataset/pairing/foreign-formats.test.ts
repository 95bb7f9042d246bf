import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foreignContent, foreignName } from "./foreign-formats.ts";

const NAMED: readonly (readonly [path: string, reason: RegExp])[] = [
  ["a/b.czi", /^Zeiss CZI files are not read\. Export the image from ZEN .*Fiji/],
  ["B.ND2", /NIS-Elements/],
  ["b.lif", /LAS X/],
  ["b.oib", /Olympus OIB.*Fiji/],
  ["b.dcm", /DICOM.*pydicom/],
  ["b.h5", /HDF5.*ilastik/],
  ["b.ilastik", /HDF5/],
  ["brain.nii.gz", /NIfTI/],
  ["set.tar.gz", /^Tar .*Unpack/],
  ["b.svs", /QuPath/],
  ["b.xlsx", /CSV/],
  ["b.pgm", /PNG/],
];

const SENTENCE = /files are not read\. [A-Z].*\.$/;

const textBytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

const CONTENTS: readonly (readonly [name: string, head: Uint8Array])[] = [
  ["Zeiss CZI", textBytes("ZISRAWFILE\0\0")],
  ["HDF5", textBytes("\x89HDF\r\n\x1a\n")],
  ["DICOM", textBytes(`${"\0".repeat(128)}DICM`)],
  ["NIfTI", textBytes(`${"\0".repeat(344)}n+1\0`)],
  ["Tar", textBytes(`${"x".repeat(257)}ustar`)],
  ["MATLAB", textBytes("MATLAB 5.0 MAT-file, Platform: GLNXA64")],
  ["AVIF", textBytes("\0\0\0\x20ftypavif")],
  ["OLE", textBytes("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")],
  ["PGM", textBytes("P5\n4 4\n255\n")],
];

describe("known formats that are not supported", () => {
  it.each(NAMED)("%s is recognised by its name, with a remedy", (path, reason) => {
    expect(foreignName(path)).toMatch(reason);
  });

  it.each(CONTENTS)("%s is recognised by its content", (name, head) => {
    expect(foreignContent(head)?.startsWith(name)).toBe(true);
  });

  it("exclude supported formats and similar file extensions", () => {
    for (const path of ["a.tif", "a.stk", "a.lsm", "a.npz", "czi", "a.gz", "a.json", "a.xczi"]) {
      expect(foreignName(path)).toBeNull();
    }
    expect(foreignContent(textBytes("II*\0"))).toBeNull();
    expect(foreignContent(new Uint8Array(0))).toBeNull();
  });

  it("give a sentence or null for any name and content", () => {
    const path = fc.oneof(
      fc.string(),
      fc.tuple(fc.string(), fc.constantFrom(...NAMED)).map(([stem, [known]]) => stem + known),
    );
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 512 }),
      fc
        .tuple(fc.constantFrom(...CONTENTS), fc.uint8Array({ maxLength: 64 }))
        .map(([[, head], rest]) => Uint8Array.of(...head, ...rest)),
    );
    fc.assert(
      fc.property(path, content, (path, head) => {
        const messages = [foreignName(path), foreignContent(head)].filter((sentence) => sentence !== null);
        expect(messages.filter((sentence) => !SENTENCE.test(sentence))).toEqual([]);
      }),
    );
  });
});
