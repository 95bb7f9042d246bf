import type { FileKind } from "../bytes/sniff.ts";

/** The reason why a file of this type cannot be read as an image, or null if it can. */
export function kindProblem(kind: FileKind): string | null {
  switch (kind) {
    case "png":
    case "jpeg":
    case "tiff":
    case "npy":
    case "bmp":
    case "gif":
    case "webp":
      return null;
    case "empty":
      return "The file is empty.";
    case "html":
      return "This is a web page, not an image, whatever its name says. It may be a failed download.";
    case "svg":
      return "SVG drawings are not read. Export it as PNG.";
    case "zip":
      return "A zip within a zip is not opened. Unpack it first.";
    case "gzip":
      return "The file is compressed by gzip. Unpack it first.";
    case "unknown":
      return "This is not a PNG, JPEG, TIFF, BMP, GIF, WebP, NPY or NPZ file.";
  }
}
