import { gifLzw } from "../bytes/lzw.ts";
import { packLzw } from "./pack-lzw.ts";

const MAX_BLOCK_BYTES = 255;
const INDEX_BITS = 8;

/**
 * The bytes of a GIF for tests of the reader.
 *
 * @param frames Indices `[row, column]` of each frame.
 * @param palette Red, green and blue of 256 indices; greys by default.
 */
export function gifBytes(
  rows: number,
  columns: number,
  frames: readonly Uint8Array[],
  palette: readonly number[] = Array.from({ length: 768 }, (_, at) => Math.floor(at / 3)),
): Uint8Array {
  const sizes = [columns & 255, columns >> 8, rows & 255, rows >> 8];
  const bytes = [...new TextEncoder().encode("GIF89a"), ...sizes, 0xf7, 0, 0, ...palette];
  for (const frame of frames) {
    bytes.push(0x2c, 0, 0, 0, 0, ...sizes, 0, INDEX_BITS);
    const packed = packLzw(frame, gifLzw(INDEX_BITS));
    for (let at = 0; at < packed.length; at += MAX_BLOCK_BYTES) {
      const block = packed.subarray(at, at + MAX_BLOCK_BYTES);
      bytes.push(block.length, ...block);
    }
    bytes.push(0);
  }
  return Uint8Array.from([...bytes, 0x3b]);
}
