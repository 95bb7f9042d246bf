import { sniff } from "../bytes/sniff.ts";
import { checkSize, type Raster, rasterOf } from "../raster/raster.ts";
import { damagedWebp, webpPixels } from "./webp.ts";

/** Offset of the start code, after three bytes of frame type and before the size (RFC 6386, section 9.1). */
const MARK_AT = 3;
const MARK = [0x9d, 0x01, 0x2a];
const COLUMNS_AT = 6;
const ROWS_AT = 8;
const FRAME_HEADER_BYTES = 10;
const SIZE_BITS = 0x3fff;

const RGBA = 4;

/** Rows and columns declared by a lossy frame; null if it is not one. */
function frameSize(frame: Uint8Array): { rows: number; columns: number } | null {
  const marked = MARK.every((byte, index) => frame[MARK_AT + index] === byte);
  if (frame.length < FRAME_HEADER_BYTES || !marked) return null;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  return {
    columns: view.getUint16(COLUMNS_AT, true) & SIZE_BITS,
    rows: view.getUint16(ROWS_AT, true) & SIZE_BITS,
  };
}

/**
 * Reads a lossy WebP with the browser's decoder. Its pixels are approximate anyway and cannot be labels, so a
 * canvas without colour conversion is adequate. Null for any other file, and if there is no such decoder;
 * `readRaster` then reports the reason. The size is checked first. Throws a FileError.
 */
export async function readLossyWebp(file: string, bytes: Uint8Array): Promise<Raster | null> {
  if (sniff(bytes) !== "webp" || typeof createImageBitmap === "undefined") return null;
  const { lossy, content } = webpPixels(file, bytes);
  if (!lossy) return null;
  const size = frameSize(content);
  if (!size) throw damagedWebp(file);
  const { rows, columns } = size;
  checkSize(file, rows, columns);
  const bitmap = await createImageBitmap(new Blob([bytes.slice()], { type: "image/webp" }), {
    colorSpaceConversion: "none",
    premultiplyAlpha: "none",
  }).catch((cause: unknown) => {
    throw damagedWebp(file, cause);
  });
  try {
    const context = new OffscreenCanvas(columns, rows).getContext("2d", { willReadFrequently: true });
    if (!context || bitmap.width !== columns || bitmap.height !== rows) throw damagedWebp(file);
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, columns, rows);
    return rasterOf({
      rows,
      columns,
      channels: RGBA,
      samples: new Uint8Array(data.buffer),
      alpha: true,
      lossy: true,
    });
  } finally {
    bitmap.close();
  }
}
