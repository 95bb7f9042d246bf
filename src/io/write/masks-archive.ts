import { type Zippable, zipSync } from "fflate";
import type { MaskFormat } from "../../core/mask-formats.ts";
import { type MaskFile, maskFiles, type WrittenMasks } from "./mask-files.ts";
import type { MasksOrigin } from "./masks-readme.ts";

/** Fixed to the earliest date of a zip, so that the same masks always give the same bytes. */
const DATE = new Date(1980, 0, 1);
const LEVEL = 6;

/** The content of a file in one piece. */
function contentOf({ parts }: MaskFile): Uint8Array {
  const pieces = Array.from(parts, (part) =>
    typeof part === "string" ? new TextEncoder().encode(part) : part,
  );
  const content = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    content.set(piece, at);
    at += piece.length;
  }
  return content;
}

/** One zip of the files of `maskFiles`. Throws a LabError if the cells of an image do not fit a format. */
export function writeMasksArchive(
  images: readonly WrittenMasks[],
  formats: ReadonlySet<MaskFormat>,
  origin: MasksOrigin | null = null,
): Uint8Array<ArrayBuffer> {
  const files: Zippable = {};
  for (const file of maskFiles(images, formats, origin)) {
    files[file.path] = [contentOf(file), { level: file.isPacked ? 0 : LEVEL, mtime: DATE }];
  }
  return zipSync(files) as Uint8Array<ArrayBuffer>;
}
