import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { writeCheckpointFile } from "../../write/checkpoint-file.ts";
import type { CheckpointArray } from "../../write/checkpoint-layout.ts";
import { crc32 } from "../bytes/checksums.ts";
import { damagedBytes } from "../testing/damaged-bytes.ts";
import { readCheckpointFile } from "./checkpoint-file.ts";

const NAME = "run/checkpoint.bin";
const HEAD_AT = 16;

const anArray = fc
  .record({
    axes: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }),
    isDouble: fc.boolean(),
    seed: fc.nat(),
  })
  .map(({ axes, isDouble, seed }) => {
    const values = Array.from(
      { length: axes.reduce((size, axis) => size * axis, 1) },
      (_, at) => [Number.NaN, Number.NEGATIVE_INFINITY, -0, 1 / 3, seed + at][(seed + at) % 5],
    );
    return { shape: axes, data: isDouble ? Float64Array.from(values) : Float32Array.from(values) };
  });

const someArrays = fc
  .array(anArray, { maxLength: 6 })
  .map((arrays) => arrays.map((array, index) => ({ ...array, name: `array ${index}` })));

async function bytesOf(content: object, arrays: readonly CheckpointArray[]) {
  return new Uint8Array(await new Blob([...(await writeCheckpointFile(content, arrays))]).arrayBuffer());
}

const read = (bytes: Uint8Array) => readCheckpointFile(NAME, new Blob([bytes as Uint8Array<ArrayBuffer>]));

/** A file with another head and a valid checksum. */
async function withHead(head: string, body = new Uint8Array(0)) {
  const whole = await bytesOf({}, []);
  const text = new TextEncoder().encode(head.padEnd(8 * Math.ceil(head.length / 8)));
  const bytes = new Uint8Array(HEAD_AT + text.length + body.length + 4);
  bytes.set(whole.subarray(0, HEAD_AT));
  bytes.set(text, HEAD_AT);
  bytes.set(body, HEAD_AT + text.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(HEAD_AT - 4, text.length, true);
  view.setUint32(bytes.length - 4, crc32(bytes.subarray(0, -4)), true);
  return bytes;
}

const listed = (...arrays: object[]) => JSON.stringify({ arrays, content: {} });
const small = { name: "a", type: "float32", shape: [1] };

describe("a checkpoint file", () => {
  it("round-trips any content and the bits of any arrays", async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), someArrays, async (content, arrays) => {
        const file = await read(await bytesOf(content, arrays));
        expect(file.content).toEqual(JSON.parse(JSON.stringify(content)));
        expect(file.arrays.size).toBe(arrays.length);
        for (const { name, shape, data } of arrays) {
          const one = file.arrays.get(name);
          expect(one?.shape).toEqual(shape);
          expect(one?.data).toEqual(data);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("that was cut or altered anywhere is refused by name", async () => {
    const arrays = [{ name: "a", shape: [3, 5], data: Float32Array.from({ length: 15 }, Math.sin) }];
    const whole = await bytesOf({ stage: "direction" }, arrays);
    await fc.assert(
      fc.asyncProperty(damagedBytes(whole), async (bytes) => {
        if (Buffer.compare(bytes, whole) === 0) return;
        const refused = await read(bytes).catch((error: unknown) => error);
        expect(refused).toBeInstanceOf(FileError);
        expect(String(refused)).toContain(`${NAME}: `);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ["is empty", async () => new Uint8Array(0), "not a checkpoint"],
    ["is another file", async () => new TextEncoder().encode("DLABCKP\0 and more text"), "not a checkpoint"],
    [
      "is of a newer version",
      async () => {
        const bytes = await bytesOf({}, []);
        bytes[8] = 2;
        return bytes;
      },
      "newer version of Direction Lab (format 2",
    ],
    [
      "announces a huge head",
      async () => {
        const bytes = await bytesOf({}, []);
        bytes.fill(0xf8, 12, 16);
        return bytes;
      },
      "damaged",
    ],
    [
      "ends within its head",
      async () => (await bytesOf({ a: "long".repeat(9) }, [])).slice(0, 40),
      "ends early",
    ],
    ["has a head that is not JSON", () => withHead("{"), "damaged"],
    ["has no list of arrays", () => withHead("[]"), "damaged"],
    ["lists more than it holds", () => withHead(listed({ ...small, shape: [2 ** 30] })), "damaged"],
    [
      "lists sizes that overflow",
      () => withHead(listed({ ...small, shape: Array(8).fill(2 ** 31) })),
      "damaged",
    ],
    ["lists a negative size", () => withHead(listed({ ...small, shape: [-1] })), "damaged"],
    ["holds more than it lists", () => withHead(listed(), new Uint8Array(4)), "damaged"],
    ["lists an array twice", () => withHead(listed(small, small), new Uint8Array(8)), "damaged"],
    [
      "has an array that is not aligned",
      () => withHead(listed(small, { ...small, name: "b", type: "float64" }), new Uint8Array(12)),
      "damaged",
    ],
    ["is nested deeply", () => withHead(`{"content":${"[".repeat(1e5)}${"]".repeat(1e5)}}`), "damaged"],
  ])("that %s is refused", async (_, bytes, reason) => {
    const refused = read(await bytes());
    await expect(refused).rejects.toThrow(FileError);
    await expect(refused).rejects.toThrow(reason);
  });
});
