import { type KeyboardEvent, memo, type PointerEvent, useMemo, useState } from "react";
import type { StepDescription } from "../../workers/step.protocol.ts";
import { bytesInWords } from "../status/quantities.ts";
import { ColourLegend } from "./ColourLegend.tsx";
import styles from "./MemoryMap.module.css";
import {
  type Band,
  type Block,
  type BlockRole,
  blockAt,
  bytesInUse,
  layOutMemory,
  type MapPlace,
  type MemoryLayout,
  placeAfterKey,
  placeAt,
} from "./memory-layout.ts";
import { phaseColour } from "./phases.ts";

const ROLE_NAMES = ["activation", "gradient", "scratch", "upload", "result", "kept"] as const;

const ROLES: Readonly<Record<BlockRole, { readonly title: string; readonly colour: string }>> = {
  activation: { title: "values", colour: phaseColour("forward") },
  gradient: { title: "gradients", colour: phaseColour("backward") },
  scratch: { title: "scratch", colour: "var(--role-scratch)" },
  upload: { title: "uploads", colour: "var(--role-upload)" },
  result: { title: "results", colour: phaseColour("loss") },
  kept: { title: "parameters", colour: phaseColour("update") },
};

/** A role that never holds this share of the memory cannot be seen in the map. */
const SEEN_SHARE = 1e-3;

function legendOf({ bands, bytes }: MemoryLayout) {
  const seen = new Set(
    bands
      .flatMap(({ blocks }) => blocks.filter((block) => block.bytes > SEEN_SHARE * bytes))
      .map(({ role }) => role),
  );
  return ROLE_NAMES.filter((role) => seen.has(role)).map((role) => ROLES[role]);
}

/** Height of the drawing's own coordinates: bytes themselves are too large for its single precision. */
const HEIGHT = 1000;

/** Part of a column between a block and the next one in its place. */
const GAP = 0.15;

/** Blocks lower than this share of the map would vanish behind a line around them. */
const THIN_SHARE = 0.015;

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
          data-thin={bytes / layout.bytes < THIN_SHARE || undefined}
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

function whenInWords({ first, last }: Block, dispatches: number): string {
  if (first < 0 && last >= dispatches) return "all the time";
  if (first < 0) return `from before the step to ${last + 1}`;
  if (last >= dispatches) return `from ${first + 1} to after the step`;
  return first === last ? `at ${first + 1} only` : `from ${first + 1} to ${last + 1}`;
}

function Reading({
  layout,
  place,
  rows,
}: {
  layout: MemoryLayout;
  place: MapPlace | null;
  rows: StepDescription["rows"];
}) {
  if (!place) {
    return (
      <>
        A block is a buffer: as wide as it lives, as high as its bytes. Point at one, or focus the map and use
        the arrow keys; Enter opens the kernel.
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
      <b>{when}</b> {bytesInWords(bytesInUse(layout, dispatch))} in use
      {block
        ? ` · ${block.buffer}, ${bytesInWords(block.bytes)}, ${whenInWords(block, layout.dispatches)}`
        : ` · a free place of ${bytesInWords(layout.bands[place.band].bytes)}`}
    </>
  );
}

export interface MemoryMapProps {
  readonly description: StepDescription;
  readonly selected: number | null;
  readonly onSelect: (dispatch: number) => void;
}

/** Which buffer lies where in memory, from the first dispatch of a step to the last. */
export function MemoryMap({ description, selected, onSelect }: MemoryMapProps) {
  const layout = useMemo(() => layOutMemory(description), [description]);
  const legend = useMemo(() => legendOf(layout), [layout]);
  const [place, setPlace] = useState<MapPlace | null>(null);
  const { rows, places, bytes } = description;
  const columns = rows.length + 2;
  const shown = place && place.band < layout.bands.length && place.dispatch <= rows.length ? place : null;
  const block = shown && blockAt(layout, shown);

  const share = (part: number) => `${(100 * part) / bytes}%`;
  const open = (dispatch: number) => {
    if (dispatch >= 0 && dispatch < rows.length) onSelect(dispatch);
  };
  const placeOf = ({ currentTarget, clientX, clientY }: PointerEvent) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    return placeAt(layout, (clientX - left) / width, (clientY - top) / height);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" && shown) {
      event.preventDefault();
      open(shown.dispatch);
      return;
    }
    const next = placeAfterKey(layout, shown, event);
    if (!next) return;
    event.preventDefault();
    setPlace(next);
  };

  return (
    <section className={styles.map} aria-labelledby="memory-title">
      <header className={styles.head}>
        <h3 id="memory-title">
          Memory <span className={styles.total}>{bytesInWords(bytes)}</span>
        </h3>
        <ColourLegend entries={legend} />
      </header>
      <div className={styles.plot}>
        <div
          className={styles.frame}
          role="application"
          aria-roledescription="memory map"
          aria-label={`Memory map: ${places.length} places for the buffers of ${rows.length} dispatches, ${bytesInWords(bytes)} with what is kept from step to step`}
          aria-keyshortcuts="ArrowUp ArrowDown ArrowLeft ArrowRight Enter"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys of the role "application" need the focus
          tabIndex={0}
          onKeyDown={press}
          onPointerMove={(event) => setPlace(placeOf(event))}
          onPointerLeave={({ pointerType }) => pointerType === "mouse" && setPlace(null)}
          onPointerUp={(event) => open(placeOf(event).dispatch)}
        >
          <svg viewBox={`0 0 ${columns} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
            <Bands layout={layout} />
            {selected === null ? null : <Cursor dispatch={selected} />}
            {shown ? <Cursor dispatch={shown.dispatch} /> : null}
            {shown && block ? (
              <Outline layout={layout} band={layout.bands[shown.band]} block={block} />
            ) : null}
          </svg>
          {layout.bands.map(({ top, bytes, blocks }) =>
            blocks[0]?.role === "kept" ? (
              <div key={top} className={styles.name} style={{ top: share(top), height: share(bytes) }}>
                <span>{blocks[0].buffer}</span>
              </div>
            ) : null,
          )}
        </div>
        <PhaseStrip rows={rows} />
      </div>
      <output className={styles.reading}>
        <Reading layout={layout} place={shown} rows={rows} />
      </output>
    </section>
  );
}

/** Which part of the step a column of the map belongs to. */
const PhaseStrip = memo(function PhaseStrip({ rows }: { rows: StepDescription["rows"] }) {
  const starts = rows.flatMap(({ phase }, index) => (rows[index - 1]?.phase === phase ? [] : [index]));
  return (
    <svg
      className={styles.strip}
      viewBox={`0 0 ${rows.length + 2} 1`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {starts.map((start, run) => (
        <rect
          key={start}
          x={start + 1}
          y={0}
          width={(starts[run + 1] ?? rows.length) - start}
          height={1}
          fill={phaseColour(rows[start].phase)}
        />
      ))}
    </svg>
  );
});
