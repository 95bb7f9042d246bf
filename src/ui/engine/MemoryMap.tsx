import { type KeyboardEvent, type PointerEvent, useMemo, useState } from "react";
import type { StepDescription } from "../../workers/step.protocol.ts";
import { formatBytes } from "../status/quantities.ts";
import { ColourLegend } from "./ColourLegend.tsx";
import { MemoryDrawing } from "./MemoryDrawing.tsx";
import styles from "./MemoryMap.module.css";
import { MemoryReading } from "./MemoryReading.tsx";
import { layOutMemory, type MapPlace, placeAfterKey, placeAt } from "./memory-layout.ts";
import { legendOf } from "./memory-roles.ts";
import { PhaseStrip } from "./PhaseStrip.tsx";

export interface MemoryMapProps {
  readonly description: StepDescription;
  readonly selected: number | null;
  readonly onSelect: (dispatch: number) => void;
}

/** Buffers in memory, from the first dispatch of a step to the last. */
export function MemoryMap({ description, selected, onSelect }: MemoryMapProps) {
  const layout = useMemo(() => layOutMemory(description), [description]);
  const legend = useMemo(() => legendOf(layout), [layout]);
  const [place, setPlace] = useState<MapPlace | null>(null);
  const { rows, slots, bytes } = description;
  const shown = place && place.band < layout.bands.length && place.dispatch <= rows.length ? place : null;

  const fraction = (part: number) => `${(100 * part) / bytes}%`;
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
          Memory <span className={styles.total}>{formatBytes(bytes)}</span>
        </h3>
        <ColourLegend entries={legend} />
      </header>
      <div className={styles.plot}>
        <div
          className={styles.frame}
          role="application"
          aria-roledescription="memory map"
          aria-label={`Memory map: ${slots.length} slots for the buffers of ${rows.length} dispatches, ${formatBytes(bytes)} with what persists between steps`}
          aria-keyshortcuts="ArrowUp ArrowDown ArrowLeft ArrowRight Enter"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys of the role "application" need the focus
          tabIndex={0}
          onKeyDown={press}
          onPointerMove={(event) => setPlace(placeOf(event))}
          onPointerLeave={({ pointerType }) => pointerType === "mouse" && setPlace(null)}
          onPointerUp={(event) => open(placeOf(event).dispatch)}
        >
          <MemoryDrawing
            layout={layout}
            selected={selected === null ? null : { dispatch: selected, row: rows[selected] }}
            pointed={shown}
          />
          {layout.bands.map(({ top, bytes, blocks }) =>
            blocks[0]?.role === "kept" ? (
              <div key={top} className={styles.name} style={{ top: fraction(top), height: fraction(bytes) }}>
                <span>{blocks[0].buffer}</span>
              </div>
            ) : null,
          )}
        </div>
        <PhaseStrip rows={rows} />
      </div>
      <output className={styles.reading}>
        <MemoryReading layout={layout} place={shown} rows={rows} />
      </output>
    </section>
  );
}
