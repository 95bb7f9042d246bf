const APP1 = 0xe1;
const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];
const ORIENTATION_TAG = 0x0112;
const SHORT = 3;
const ENTRY_BYTES = 12;
/** Marker and length of a segment, before its content. */
const SEGMENT_HEADER = 4;

function orientationIn(tiff: Uint8Array): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (tiff.length < 8) return 1;
  const little = tiff[0] === 0x49;
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return 1;
  const entries = view.getUint16(directory, little);
  for (let index = 0; index < entries; index++) {
    const at = directory + 2 + ENTRY_BYTES * index;
    if (at + ENTRY_BYTES > tiff.length) return 1;
    if (view.getUint16(at, little) !== ORIENTATION_TAG || view.getUint16(at + 2, little) !== SHORT) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/**
 * The orientation in a JPEG segment (EXIF 2.3, tag 0x0112): 1 as stored, 3 rotated by 180°, 6 and 8 rotated
 * by 90°, the others mirrored; null if the segment is not EXIF.
 *
 * @param segment From its marker to its end.
 */
export function exifOrientation(segment: Uint8Array): number | null {
  const isExif = EXIF.every((byte, index) => segment[SEGMENT_HEADER + index] === byte);
  if (segment[1] !== APP1 || !isExif) return null;
  return orientationIn(segment.subarray(SEGMENT_HEADER + EXIF.length));
}
