import { memo } from "react";
import type { DispatchRow } from "../../workers/step.protocol.ts";
import styles from "./MemoryDrawing.module.css";
import { type Band, type Block, blockAt, type MapPlace, type MemoryLayout } from "./memory-layout.ts";
import { ROLES } from "./memory-roles.ts";

/** Height of the drawing in its own coordinates: byte counts exceed its single precision. */
const HEIGHT = 1000;

/** Fraction of a column between a block and the next one in the same place. */
const GAP = 0.15;

/** Blocks below this fraction of the map's height would vanish behind an outline. */
const THIN_FRACTION = 0.015;

const Bands = memo(function Bands({ layout }: { layout: MemoryLayout }) {
  const scale = HEIGHT / layout.bytes;
  return layout.bands.map(({ top, bytes, blocks }) => (
    <g key={top}>
      <rect
        x={0}
        y={top * scale}
        width={layout.dispatches + 2}
        height={bytes * scale}
        className={styles.place}
      />
      {blocks.map(({ first, last, role, bytes }) => (
        <rect
          key={first}
          x={first + 1}
          y={top * scale}
          width={last - first + 1 - GAP}
          height={bytes * scale}
          className={styles.block}
          data-role={role}
          data-thin={bytes / layout.bytes < THIN_FRACTION || undefined}
          fill={ROLES[role].colour}
        />
      ))}
    </g>
  ));
});

function Cursor({ dispatch }: { dispatch: number }) {
  return <line x1={dispatch + 1.5} x2={dispatch + 1.5} y1={0} y2={HEIGHT} className={styles.cursor} />;
}

function Outline({ layout, band, block }: { layout: MemoryLayout; band: Band; block: Block }) {
  const scale = HEIGHT / layout.bytes;
  return (
    <rect
      x={block.first + 1}
      y={band.top * scale}
      width={block.last - block.first + 1}
      height={block.bytes * scale}
      className={styles.outline}
    />
  );
}

/** Marker of a dispatch, and of the buffers bound to its kernel. */
function Touched({ layout, dispatch, row }: { layout: MemoryLayout; dispatch: number; row: DispatchRow }) {
  const ids = new Set(row.operands.map(({ id }) => id));
  return (
    <>
      <Cursor dispatch={dispatch} />
      {layout.bands.flatMap((band) =>
        band.blocks
          .filter(({ id }) => id !== null && ids.has(id))
          .map((block) => <Outline key={block.id} layout={layout} band={band} block={block} />),
      )}
    </>
  );
}

/** Marker of the pointer's position, and of the buffer below it. */
function Pointed({ layout, place }: { layout: MemoryLayout; place: MapPlace }) {
  const block = blockAt(layout, place);
  return (
    <>
      <Cursor dispatch={place.dispatch} />
      {block ? <Outline layout={layout} band={layout.bands[place.band]} block={block} /> : null}
    </>
  );
}

export interface MemoryDrawingProps {
  readonly layout: MemoryLayout;
  /** The dispatch whose kernel is shown, and its index. */
  readonly selected: { readonly dispatch: number; readonly row: DispatchRow } | null;
  readonly pointed: MapPlace | null;
}

/** The map itself, stretched over the available area. */
export function MemoryDrawing({ layout, selected, pointed }: MemoryDrawingProps) {
  return (
    <svg
      className={styles.drawing}
      viewBox={`0 0 ${layout.dispatches + 2} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <Bands layout={layout} />
      {selected ? <Touched layout={layout} {...selected} /> : null}
      {pointed ? <Pointed layout={layout} place={pointed} /> : null}
    </svg>
  );
}
