import type { CSSProperties, KeyboardEvent } from "react";
import { CURVE_MEASURES } from "../../core/curves/curve-measures.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import { nameOf } from "../../core/runs/listed-run.ts";
import {
  emphasise,
  pointAt,
  showInOverlay,
  useHoverLine,
  useOverlay,
  type Zoom,
  zoomTo,
} from "../../state/overlay.ts";
import { selectRun } from "../../state/runs.ts";
import { IconButton } from "../controls/IconButton.tsx";
import { NO_VALUE } from "../controls/no-value.ts";
import { formatValue } from "../curves/summarise-series.ts";
import { runColourToken } from "../theme/run-colour.ts";
import { placeText } from "./axis-unit.ts";
import type { SharedAxis } from "./chart-plot.ts";
import type { OverlayChartData } from "./overlay-charts.ts";
import type { OverlayRun, UndrawnRun } from "./overlay-runs.ts";
import styles from "./ReadoutTable.module.css";
import { RunSample } from "./RunSample.tsx";
import range from "./range.module.css";
import { type LineReading, partAt, readLines } from "./read-lines.ts";

export interface ReadoutTableProps {
  readonly charts: readonly OverlayChartData[];
  readonly drawn: readonly OverlayRun[];
  readonly undrawn: readonly UndrawnRun[];
  readonly axis: SharedAxis;
}

/** Steps of the slider along the shown part of the axis. */
const SLIDER_STEPS = 400;
/** Factor of one zoom with the keyboard. */
const ZOOM_FACTOR = 2;

/** Part of the axis around a place, `factor` times as long as the shown one, within the whole axis. */
function zoomed({ shown, parts }: SharedAxis, at: number, factor: number): Zoom | null {
  const end = parts.at(-1)?.to ?? 1;
  const low = Math.max(0, at - (at - shown[0]) * factor);
  const high = Math.min(end, at + (shown[1] - at) * factor);
  return low === 0 && high === end ? null : [low, high];
}

/** Where the values are from, in words. */
function placeWords({ parts, unit }: SharedAxis, at: number | null): string {
  const part = at === null ? null : partAt(parts, at);
  if (at === null || !part) return "Last values";
  const place = at - part.from;
  const text = placeText(unit.place === "Step" ? Math.round(place) : place, unit);
  const stage = parts.length > 1 ? `${stageTitle(part.stage)}, ` : "";
  return `${stage}${unit.place} ${text}${unit.unit}`;
}

/** The hover line as a slider, for keyboard and touch. */
function LineSlider({ axis }: Pick<ReadoutTableProps, "axis">) {
  const at = useHoverLine((hover) => hover.at);
  const [low, high] = axis.shown;
  const words = placeWords(axis, at);
  const press = (event: KeyboardEvent) => {
    const isZoom = ["+", "=", "-"].includes(event.key);
    if (event.key === "Escape") pointAt(null);
    else if (isZoom) zoomTo(zoomed(axis, at ?? high, event.key === "-" ? ZOOM_FACTOR : 1 / ZOOM_FACTOR));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <span className={styles.place}>{words}</span>
      <input
        type="range"
        className={`${range.range} ${styles.line}`}
        aria-label="Hover line"
        aria-valuetext={words}
        title="Arrow keys move the line through all charts, + and − zoom, Escape removes the line"
        min={low}
        max={high}
        step={(high - low) / SLIDER_STEPS}
        value={at ?? high}
        onChange={(event) => pointAt(event.target.valueAsNumber)}
        onKeyDown={press}
      />
    </>
  );
}

function valueText({ value, spread }: LineReading, unit: string): string {
  const text = `${formatValue(value)}${Number.isFinite(value) ? unit : ""}`;
  return spread === null || !(Math.abs(spread) > 0) ? text : `${text} ± ${Number(spread.toPrecision(2))}`;
}

/** The values of all runs at the hover line. */
function Values({ charts, axis, run }: Pick<ReadoutTableProps, "charts" | "axis"> & { run: OverlayRun }) {
  const at = useHoverLine((hover) => hover.at);
  return charts.map(({ measure, lines }) => {
    const own = lines.filter(({ key }) => key === run.key);
    const readings = readLines(own, axis.parts, at);
    const { unit } = CURVE_MEASURES[measure];
    return (
      <td key={measure}>
        {readings.length === 0 ? NO_VALUE : readings.map((reading) => valueText(reading, unit)).join(" / ")}
      </td>
    );
  });
}

function Run({ charts, axis, run }: Pick<ReadoutTableProps, "charts" | "axis"> & { run: OverlayRun }) {
  const { key, name, colour, ids, members } = run;
  const isHidden = useOverlay(({ hidden }) => hidden.has(key));
  const paint = `var(${runColourToken(colour)})`;
  return (
    <tr
      className={styles.row}
      data-hidden={isHidden || undefined}
      onPointerEnter={() => emphasise(key)}
      onPointerLeave={() => emphasise(null)}
    >
      <th scope="row" className={styles.run}>
        <label className={styles.label} style={{ "--run": paint } as CSSProperties}>
          <input
            type="checkbox"
            aria-label={`Show ${name}`}
            checked={!isHidden}
            onFocus={(event) => event.target.matches(":focus-visible") && emphasise(key)}
            onBlur={() => emphasise(null)}
            onChange={(event) => showInOverlay(key, event.target.checked)}
          />
          <RunSample colour={colour} paint={paint} hasBand={members.length > 1} />
          <span className={styles.name} title={name}>
            {name}
          </span>
        </label>
      </th>
      <Values charts={charts} axis={axis} run={run} />
      <td className={styles.remove}>
        <IconButton
          label={`Take ${name} out`}
          icon="close"
          onClick={() => {
            for (const id of ids) selectRun(id, false);
            emphasise(null);
          }}
        />
      </td>
    </tr>
  );
}

function Undrawn({ undrawn: { run, reason }, columns }: { undrawn: UndrawnRun; columns: number }) {
  const name = nameOf(run);
  return (
    <tr className={styles.row}>
      <th scope="row" className={styles.run}>
        <span className={styles.name} title={name}>
          {name}
        </span>
      </th>
      <td className={reason === null ? styles.reading : styles.reason} colSpan={columns}>
        {reason ?? "Its curves are being read."}
      </td>
      <td className={styles.remove}>
        <IconButton label={`Take ${name} out`} icon="close" onClick={() => selectRun(run.id, false)} />
      </td>
    </tr>
  );
}

/** The runs with their colours and their values at the hover line; each can be hidden. */
export function ReadoutTable({ charts, drawn, undrawn, axis }: ReadoutTableProps) {
  const columns = Math.max(1, charts.length);
  return (
    <section className={styles.readout} aria-label="Values of the runs">
      <div className={styles.bar}>
        <LineSlider axis={axis} />
      </div>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.run}>
                Run
              </th>
              {charts.map(({ measure }) => (
                <th key={measure} scope="col">
                  {CURVE_MEASURES[measure].title}
                </th>
              ))}
              {charts.length === 0 ? <td /> : null}
              <td className={styles.remove} />
            </tr>
          </thead>
          <tbody>
            {drawn.map((run) => (
              <Run key={run.key} charts={charts} axis={axis} run={run} />
            ))}
            {undrawn.map((one) => (
              <Undrawn key={one.run.id} undrawn={one} columns={columns} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
