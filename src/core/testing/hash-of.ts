/** FNV-1a hash of the bytes of arrays, in hexadecimal. */
export function hashOf(...arrays: readonly (Float32Array | Int32Array | Uint8Array)[]): string {
  let hash = 0x811c9dc5;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    for (const byte of new Uint8Array(buffer, byteOffset, byteLength)) {
      hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    }
  }
  return hash.toString(16);
}
