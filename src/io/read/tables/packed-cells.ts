import type { DrawnEntry } from "../../../core/dataset/labels/choose-entries.ts";
import { runsFromColumns } from "../../../core/dataset/runs/column-runs.ts";
import type { Runs } from "../../../core/dataset/runs/run-length.ts";
import type { RunOrder } from "../../../core/dataset/runs/runs-of-cells.ts";
import { NumberReader } from "../bytes/number-bytes.ts";
import type { PackedCells, TableImage } from "./cell-list.ts";

const endOf = (runs: Runs) => (runs.at(-2) ?? 0) + (runs.at(-1) ?? 0);

function readCell(noun: string, numbers: NumberReader): DrawnEntry {
  const name = `${noun} ${new TextDecoder().decode(numbers.take(numbers.next()))}`;
  const kind = numbers.next();
  const runs = new Int32Array(2 * numbers.next());
  let end = 0;
  for (let at = 0; at < runs.length; at += 2) {
    runs[at] = end + numbers.next();
    runs[at + 1] = numbers.next();
    end = runs[at] + runs[at + 1];
  }
  return { name, kind, runs };
}

/**
 * The cells in `bytes` with their pixels in an image of this size. A cell with column-wise runs that extends
 * beyond the image is returned as written.
 */
export function* cellsOfBytes(
  bytes: Uint8Array,
  { noun, order }: Pick<PackedCells, "noun" | "order">,
  rows: number,
  columns: number,
): Generator<DrawnEntry> {
  const numbers = new NumberReader(bytes);
  while (!numbers.isAtEnd()) {
    const cell = readCell(noun, numbers);
    const isTurned = order === "columns" && endOf(cell.runs) <= rows * columns;
    yield isTurned ? { ...cell, runs: runsFromColumns(cell.runs, rows, columns) } : cell;
  }
}

/** Bytes that are equal for equal cells. */
export function* contentOf(order: RunOrder, bytes: Iterable<Uint8Array<ArrayBuffer>>) {
  yield new TextEncoder().encode(order);
  yield* bytes;
}

/** The image of a table whose cells were packed. */
export function unpackedCells({ noun, order, bytes, ...facts }: PackedCells): TableImage {
  return {
    ...facts,
    cellsIn: (rows, columns) => cellsOfBytes(bytes, { noun, order }, rows, columns),
    content: () => contentOf(order, [bytes]),
  };
}
