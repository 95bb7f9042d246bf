import type { DispatchRow } from "../../workers/step.protocol.ts";
import { formatBytes } from "../status/quantities.ts";
import { type Block, blockAt, bytesInUse, type MapPlace, type MemoryLayout } from "./memory-layout.ts";

function describeLifetime({ first, last }: Block, dispatches: number): string {
  if (first < 0 && last >= dispatches) return "all the time";
  if (first < 0) return `from before the step to ${last + 1}`;
  if (last >= dispatches) return `from ${first + 1} to after the step`;
  return first === last ? `at ${first + 1} only` : `from ${first + 1} to ${last + 1}`;
}

export interface MemoryReadingProps {
  readonly layout: MemoryLayout;
  readonly rows: readonly DispatchRow[];
  readonly place: MapPlace | null;
}

/** Description of the map at one place. */
export function MemoryReading({ layout, rows, place }: MemoryReadingProps) {
  if (!place) {
    return (
      <>
        Each block is a buffer: its width is its lifetime, its height its size. Point at one, or use the arrow
        keys.
      </>
    );
  }
  const { dispatch } = place;
  const block = blockAt(layout, place);
  const row = rows[dispatch];
  const when =
    dispatch < 0 ? "before the step" : row ? `${dispatch + 1} ${row.layer} ${row.phase}` : "after the step";
  return (
    <>
      <b>{when}</b> {formatBytes(bytesInUse(layout, dispatch))} in use
      {block
        ? ` · ${block.buffer}, ${formatBytes(block.bytes)}, ${describeLifetime(block, layout.dispatches)}`
        : ` · a free slot of ${formatBytes(layout.bands[place.band].bytes)}`}
    </>
  );
}
