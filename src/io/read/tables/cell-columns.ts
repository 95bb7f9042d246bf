import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import type { RunOrder } from "../../../core/dataset/runs/runs-of-cells.ts";
import { encodingOf } from "../bytes/text-encoding.ts";
import { type GroupColumns, groupColumnsOf } from "./group-columns.ts";

/**
 * Tables of cells by their columns for image and pixels: Sartorius 2021 with its submissions, Data Science
 * Bowl 2018.
 */
const KINDS: readonly { readonly order: RunOrder; readonly columns: readonly [string, string] }[] = [
  { order: "rows", columns: ["id", "annotation"] },
  { order: "rows", columns: ["id", "predicted"] },
  { order: "columns", columns: ["imageid", "encodedpixels"] },
];

/** Column indices of a table of cells; -1 for missing columns. */
export interface CellColumns {
  readonly id: number;
  readonly annotation: number;
  readonly width: number;
  readonly height: number;
  /** Part of a competition in which the image is scored. */
  readonly usage: number;
  readonly order: RunOrder;
  readonly groups: GroupColumns | null;
}

function kindOf(names: readonly string[]) {
  return KINDS.find(({ columns }) => columns.every((name) => names.includes(name)));
}

/**
 * Finds the columns of a table of cells in its first row. Throws a FileError if it is not a table of cells.
 */
export function cellColumnsOf(file: string, header: readonly string[]): CellColumns {
  const names = header.map((name) => name.trim().toLowerCase());
  const [width, height, usage] = ["width", "height", "usage"].map((name) => names.indexOf(name));
  const kind = kindOf(names);
  if (kind) {
    const [id, annotation] = kind.columns.map((name) => names.indexOf(name));
    return { id, annotation, width, height, usage, order: kind.order, groups: groupColumnsOf(header) };
  }
  const missing = KINDS[0].columns.filter((name) => !names.includes(name));
  throw new FileError(
    file,
    `The table has no column "${missing.join('" and no column "')}", so it is not one of cells. The columns id and annotation are needed.`,
  );
}

/** Whether the first bytes of a text contain the column names of a table of cells. */
export function namesCells(head: Uint8Array): boolean {
  const [line] = new TextDecoder(encodingOf(head))
    .decode(head)
    .replace(/^"?sep=.{1,8}[\r\n]{1,2}/i, "")
    .split(/[\r\n]/, 1);
  const names = line.split(/[,;\t]/).map((name) => name.replaceAll('"', "").trim().toLowerCase());
  return kindOf(names) !== undefined;
}
