import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import type { SourceFile } from "../bytes/source-file.ts";
import { readZip } from "./zip.ts";

const DIRECTORY_SIGNATURE = [0x50, 0x4b, 1, 2];
const content = Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * 2654435761) >>> 13);
const whole = zipSync({ "a.json": content }, { level: 1 });

/** Offset of the entry in the zip's directory. */
const directoryAt = whole.findIndex((_, at) =>
  DIRECTORY_SIGNATURE.every((byte, index) => whole[at + index] === byte),
);

/** The file in the zip after a change of the zip's bytes. */
async function entryOf(change: (view: DataView) => void = () => {}): Promise<SourceFile> {
  const bytes = whole.slice();
  change(new DataView(bytes.buffer));
  const { files } = await readZip("z.zip", new Blob([bytes]));
  return files[0];
}

async function read(source: SourceFile, signal = new AbortController().signal): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = [];
  for await (const part of source.parts(signal)) parts.push(part);
  return parts;
}

describe("streaming a file of a zip", () => {
  it("gives the whole file in much smaller chunks", async () => {
    const parts = await read(await entryOf());
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(content.length / 2);
    expect(Buffer.concat(parts).equals(content)).toBe(true);
  });

  it.each([
    ["a wrong checksum", (view: DataView) => view.setUint32(directoryAt + 16, 1, true), /damaged/],
    [
      "fewer bytes than declared",
      (view: DataView) => view.setUint32(directoryAt + 24, 3_000_001, true),
      /damaged/,
    ],
    [
      "more bytes than declared",
      (view: DataView) => view.setUint32(directoryAt + 24, 70, true),
      /declares 70/,
    ],
    ["damaged content", (view: DataView) => view.setUint32(2000, 0, true), /damaged/],
  ])("is refused for %s", async (_, change, reason) => {
    const reading = read(await entryOf(change));
    await expect(reading).rejects.toThrow(FileError);
    await expect(reading).rejects.toThrow(reason);
  });

  it("can be ended early or aborted", async () => {
    const source = await entryOf();
    for await (const part of source.parts(new AbortController().signal)) {
      expect(part.length).toBeGreaterThan(0);
      break;
    }
    const controller = new AbortController();
    const reading = async () => {
      for await (const _ of source.parts(controller.signal)) controller.abort();
    };
    await expect(reading()).rejects.toThrow(/abort/i);
    await expect(reading()).rejects.not.toThrow(FileError);
  });
});
