/** Type of a file by its first bytes, regardless of its name. */
export type FileKind =
  | "png"
  | "jpeg"
  | "tiff"
  | "npy"
  | "zip"
  | "empty"
  | "gif"
  | "bmp"
  | "webp"
  | "gzip"
  | "html"
  | "svg"
  | "unknown";

/** Number of bytes that `sniff` and `foreignContent` examine. */
export const SNIFFED_BYTES = 512;

/** Number of these bytes that are searched for text. */
const TEXT_BYTES = 64;

const SIGNATURES: readonly (readonly [FileKind, readonly number[]])[] = [
  ["png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["jpeg", [0xff, 0xd8, 0xff]],
  ["tiff", [0x49, 0x49, 0x2a, 0x00]],
  ["tiff", [0x49, 0x49, 0x2b, 0x00]],
  ["tiff", [0x4d, 0x4d, 0x00, 0x2a]],
  ["tiff", [0x4d, 0x4d, 0x00, 0x2b]],
  ["npy", [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]],
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["zip", [0x50, 0x4b, 0x05, 0x06]],
  ["gif", [0x47, 0x49, 0x46, 0x38]],
  ["bmp", [0x42, 0x4d]],
  ["gzip", [0x1f, 0x8b]],
];

/**
 * Determines the type of a file from its first bytes (at least `SNIFFED_BYTES`, or all of a shorter file).
 */
export function sniff(head: Uint8Array): FileKind {
  if (head.length === 0) return "empty";
  for (const [kind, bytes] of SIGNATURES) {
    if (bytes.every((byte, index) => head[index] === byte)) return kind;
  }
  const text = String.fromCharCode(...head.subarray(0, TEXT_BYTES))
    .trimStart()
    .toLowerCase();
  if (text.startsWith("riff") && text.slice(8, 12) === "webp") return "webp";
  if (text.startsWith("<svg") || (text.startsWith("<?xml") && text.includes("<svg"))) return "svg";
  if (text.startsWith("<!doctype html") || text.startsWith("<html")) return "html";
  return "unknown";
}
