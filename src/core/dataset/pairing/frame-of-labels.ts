import { splitPath } from "./path-name.ts";

const TRUTH = { folder: /^(\d{2,4})_(?:GT|ST)$/i, file: /^man_seg_?(\d{3,6})$/i };
const RESULT = { folder: /^(\d{2,4})_RES$/i, file: /^mask_?(\d{3,6})$/i };

/**
 * Path, without extension, of the frame that labels of the Cell Tracking Challenge belong to: `01/t000` for
 * `01_GT/SEG/man_seg000.tif`, its silver truth `01_ST/SEG/man_seg000.tif` and the result
 * `01_RES/mask000.tif`. Null for all other files.
 */
export function frameOfLabels(path: string): string | null {
  const { folders, stem } = splitPath(path);
  const around = /^seg$/i.test(folders.at(-1) ?? "") ? folders.slice(0, -1) : folders;
  const kind = around === folders ? RESULT : TRUTH;
  const sequence = kind.folder.exec(around.at(-1) ?? "")?.[1];
  const frame = kind.file.exec(stem)?.[1];
  return sequence && frame ? [...around.slice(0, -1), sequence, `t${frame}`].join("/") : null;
}
