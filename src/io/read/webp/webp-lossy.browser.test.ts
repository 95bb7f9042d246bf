import { describe, expect, it } from "vitest";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { readRaster } from "../images/read-raster.ts";
import { importDataset } from "../import-dataset.ts";
import { labelsOf } from "../labels/labels-of.ts";
import { readLossyWebp } from "./webp-lossy.ts";

const [ROWS, COLUMNS] = [40, 56];

/** Smooth colours, which lossy compression changes little. */
const colourAt = (row: number, column: number) => [4 * row, 3 * column, 100 + row];

async function webpOf(quality: number): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(COLUMNS, ROWS);
  const context = canvas.getContext("2d");
  const image = new ImageData(COLUMNS, ROWS);
  for (let pixel = 0; pixel < ROWS * COLUMNS; pixel++) {
    image.data.set([...colourAt(Math.floor(pixel / COLUMNS), pixel % COLUMNS), 255], 4 * pixel);
  }
  context?.putImageData(image, 0, 0);
  const blob = await canvas.convertToBlob({ type: "image/webp", quality });
  return new Uint8Array(await blob.arrayBuffer());
}

describe("lossy WebP", () => {
  it("is decoded by the browser, close to the original", async () => {
    const raster = await readLossyWebp("x.webp", await webpOf(0.9));
    expect(raster).toMatchObject({ rows: ROWS, columns: COLUMNS, channels: 4, alpha: true, lossy: true });
    let sum = 0;
    for (let pixel = 0; pixel < ROWS * COLUMNS; pixel++) {
      colourAt(Math.floor(pixel / COLUMNS), pixel % COLUMNS).forEach((value, channel) => {
        sum += Math.abs((raster?.samples[4 * pixel + channel] ?? 0) - value);
      });
    }
    expect(sum / (3 * ROWS * COLUMNS)).toBeLessThan(4);
  });

  it("is accepted as an image, never as labels", async () => {
    const bytes = await webpOf(0.9);
    const raster = await readLossyWebp("x.webp", bytes);
    expect(() => raster && labelsOf("x.webp", raster)).toThrow(FileError);
    const reasons: string[] = [];
    const added = [
      { path: "a.webp", blob: new Blob([bytes.slice()]) },
      { path: "a_masks.webp", blob: new Blob([bytes.slice()]) },
    ];
    for await (const step of importDataset(added, { signal: new AbortController().signal })) {
      if (step.kind === "refused") reasons.push(step.refusal.reason);
    }
    expect(reasons[0]).toContain("lossy WebP are not read");
  });

  it("is refused by name if truncated, animated or of another declared size", async () => {
    const bytes = await webpOf(0.9);
    await expect(readLossyWebp("x.webp", bytes.subarray(0, 60))).rejects.toThrow(/x\.webp: .*ends early/);
    const wider = bytes.slice();
    const at = wider.findIndex(
      (byte, index) => byte === 0x9d && wider[index + 1] === 1 && wider[index + 2] === 0x2a,
    );
    wider[at + 3] += 1;
    await expect(readLossyWebp("x.webp", wider)).rejects.toThrow(FileError);
    expect(() => readRaster("x.webp", bytes)).toThrow(/in the browser only/);
  });
});
