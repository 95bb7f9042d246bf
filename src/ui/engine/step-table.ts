import type { DispatchRow, Phase, StepDescription, StepProfile } from "../../workers/step.protocol.ts";

/** Sort key of the rows: their position in the step, or the largest first. */
export type RowOrder = "order" | "time" | "bytes";

/** A dispatch with all data of its row in the table. */
export interface TableRow extends DispatchRow {
  readonly index: number;
  readonly name: string;
  readonly variant: string;
  /** Null before a measurement. */
  readonly milliseconds: number | null;
  /** The same by one of several threads of the CPU; null for a single thread and on a GPU. */
  readonly aloneMilliseconds: number | null;
  /** Fraction of the time of all rows, 0..1. */
  readonly fraction: number | null;
  /** Multiplications and additions per second. */
  readonly rate: number | null;
}

/** Rows of one part of the step, or all rows if they are sorted by size. */
export interface RowGroup {
  readonly phase: Phase | null;
  readonly rows: readonly TableRow[];
  readonly milliseconds: number | null;
  readonly fraction: number | null;
}

const MILLISECONDS_PER_SECOND = 1000;

/** Rows of a step in its own order. */
export function tableRows({ rows, kernels }: StepDescription, profile: StepProfile | null): TableRow[] {
  const times = profile?.dispatchMilliseconds ?? null;
  const total = times?.reduce((sum, time) => sum + time, 0) ?? 0;
  return rows.map((row, index) => {
    const { name, variant } = kernels[row.kernel];
    const milliseconds = times?.[index] ?? null;
    const fraction = milliseconds === null ? null : milliseconds / Math.max(total, Number.MIN_VALUE);
    const rate =
      milliseconds === null || milliseconds === 0 || row.flops === null
        ? null
        : (row.flops * MILLISECONDS_PER_SECOND) / milliseconds;
    const aloneMilliseconds = profile?.aloneMilliseconds?.[index] ?? null;
    return { ...row, index, name, variant, milliseconds, aloneMilliseconds, fraction, rate };
  });
}

function summed(rows: readonly TableRow[], value: (row: TableRow) => number | null): number | null {
  return rows.reduce<number | null>((sum, row) => {
    const own = value(row);
    return own === null || sum === null ? null : sum + own;
  }, 0);
}

const group = (phase: Phase | null, rows: readonly TableRow[]): RowGroup => ({
  phase,
  rows,
  milliseconds: summed(rows, (row) => row.milliseconds),
  fraction: summed(rows, (row) => row.fraction),
});

/** The rows in the requested order: by position in sequences of one part each, otherwise all together. */
export function groupRows(rows: readonly TableRow[], order: RowOrder): RowGroup[] {
  if (order === "time")
    return [
      group(
        null,
        rows.toSorted((a, b) => (b.milliseconds ?? 0) - (a.milliseconds ?? 0)),
      ),
    ];
  if (order === "bytes")
    return [
      group(
        null,
        rows.toSorted((a, b) => b.bytes - a.bytes),
      ),
    ];
  const groups: TableRow[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.[0].phase === row.phase) last.push(row);
    else groups.push([row]);
  }
  return groups.map((own) => group(own[0].phase, own));
}
