import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
// Written by NumPy: dictionaries with the masks 0 1 2 3, 4 0 1 2, 3 4 0 1 in several types and memory orders.
import SEG_FILES from "../testing/seg-files.json" with { type: "json" };
import { readNpy } from "./npy.ts";

const HEADER = "\x93NUMPY\x01\x00v\x00{'descr': '|O', 'fortran_order': False, 'shape': (), }".padEnd(127);
const bytesOfText = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const fileOf = (pickle: string) => bytesOfText(`${HEADER}\n${pickle}`);
const files = Object.entries(SEG_FILES).map(([name, text]) => [name, bytesOfText(atob(text))] as const);

describe("masks of Cellpose's _seg.npy", () => {
  it.each(files)("are read from %s", (_, bytes) => {
    const { rows, columns, samples } = readNpy("x_seg.npy", bytes);
    expect([rows, columns]).toEqual([3, 4]);
    expect(Array.from(samples)).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1]);
  });

  it("of a stack are those of its middle slice, or of the chosen one", () => {
    const text = atob(SEG_FILES["protocol 4, NumPy 2.1.3"]);
    const stack = bytesOfText(text.replaceAll("K\x03K\x04\x86", "K\x03K\x02K\x02\x87"));
    const middle = readNpy("x_seg.npy", stack);
    expect(middle).toMatchObject({
      rows: 2,
      columns: 2,
      notes: ["Of 3 slices, the middle one, number 2 is used."],
    });
    expect(Array.from(middle.samples)).toEqual([4, 0, 1, 2]);
    expect(middle.planes).toHaveLength(3);
    expect(Array.from(readNpy("x_seg.npy", stack, 2).samples)).toEqual([3, 4, 0, 1]);
    expect(() => readNpy("x_seg.npy", stack, 3)).toThrow(/stack of 3 slices/);
  });

  it("are refused if the file requests a call", () => {
    for (const pickle of [
      "cos\nsystem\n(S'ls'\ntR.",
      "\x80\x04\x8c\x02os\x8c\x06system\x93.",
      "c__builtin__\neval\n.",
    ]) {
      expect(() => readNpy("x_seg.npy", fileOf(pickle))).toThrow(
        /wants to call "(os\.system|__builtin__\.eval)"/,
      );
    }
    expect(() => readNpy("x_seg.npy", fileOf("\x80\x04\x82\x01."))).toThrow(/instruction \(130\)/);
    expect(() => readNpy("x_seg.npy", fileOf("S'id'\nQ."))).toThrow(/instruction \(81\)/);
  });

  it("are refused if missing or of another size", () => {
    expect(() => readNpy("x_seg.npy", fileOf("}."))).toThrow(/no array "masks"/);
    expect(() => readNpy("x_seg.npy", fileOf("]."))).toThrow(/no array "masks"/);
    const short = SEG_FILES["protocol 4, NumPy 2.1.3"];
    const text = atob(short).replace("K\x03K\x04\x86", "K\x05K\x04\x86");
    expect(text).not.toBe(atob(short));
    const masksGrown = text.replaceAll("K\x03K\x04\x86", "K\x05K\x04\x86");
    expect(() => readNpy("x_seg.npy", bytesOfText(masksGrown))).toThrow(FileError);
  });

  it("are refused before memory grows: deep nesting, long loops, lists of themselves", () => {
    expect(() => readNpy("x_seg.npy", fileOf(`]${"2".repeat(300_000)}.`))).toThrow(/nested too deep/);
    expect(() => readNpy("x_seg.npy", fileOf(`${"(".repeat(300_000)}.`))).toThrow(/nested too deep/);
    expect(() => readNpy("x_seg.npy", fileOf("]q\0h\0a."))).toThrow(/no array/);
    expect(() => readNpy("x_seg.npy", fileOf("\x8e\xff\xff\xff\xff\xff\xff\xff\x7f."))).toThrow(/end early/);
    expect(() => readNpy("x_seg.npy", fileOf("B\xff\xff\xff\xff."))).toThrow(/end early/);
  });

  it("never crash the reader with altered or missing bytes", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(255)), {
          maxLength: 4,
        }),
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        ([, whole], changes, kept) => {
          const bytes = whole.slice(0, Math.ceil(whole.length * kept));
          for (const [place, value] of changes) bytes[128 + Math.floor(place * (bytes.length - 128))] = value;
          try {
            const { rows, columns, channels, samples } = readNpy("x_seg.npy", bytes);
            expect(samples).toHaveLength(rows * columns * channels);
          } catch (error) {
            expect(error).toBeInstanceOf(FileError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
