const HEADER = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58];
const MAX_BLOCK_BYTES = 2 ** 17;

/** Header of a block: its size, its type (0 stored, 1 one byte repeated), and whether it is the last. */
function header(size: number, type: 0 | 1, last: boolean): number[] {
  const value = (size << 3) | (type << 1) | Number(last);
  return [value & 255, (value >> 8) & 255, value >> 16];
}

/** A Zstandard frame with stored bytes, and a repeated byte as a run; for tests of readers. */
export function rawZstd(bytes: Uint8Array): Uint8Array {
  const out = [...HEADER];
  for (let at = 0; at < bytes.length; at += MAX_BLOCK_BYTES) {
    const block = bytes.subarray(at, at + MAX_BLOCK_BYTES);
    const last = at + MAX_BLOCK_BYTES >= bytes.length;
    const run = block.every((byte) => byte === block[0]);
    out.push(...header(block.length, run ? 1 : 0, last), ...(run ? [block[0]] : block));
  }
  return Uint8Array.from(out);
}
