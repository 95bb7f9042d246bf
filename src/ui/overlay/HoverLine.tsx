import type { DrawnRun } from "../../core/curves/chart-lines.ts";
import { useHoverLine } from "../../state/overlay.ts";
import { formatValue } from "../curves/summarise-series.ts";
import { placeText } from "./axis-unit.ts";
import type { Plot, SharedAxis } from "./chart-plot.ts";
import { spreadTexts } from "./end-labels.ts";
import styles from "./HoverLine.module.css";
import { PAGE_COLOURS } from "./overlay-colours.ts";
import { type LineReading, partAt, readLines } from "./read-lines.ts";

const FONT_SIZE = 11;
const LETTER_WIDTH = 6.6;
const DOT_RADIUS = 3.5;
const PILL_HEIGHT = 17;

export interface HoverLineProps {
  readonly plot: Plot;
  readonly drawn: ReadonlyMap<string, DrawnRun>;
  readonly axis: SharedAxis;
}

/** The values at the line in the margin, in place of the names, where there is room for them. */
function Values({ plot, readings, drawn }: HoverLineProps & { readings: readonly LineReading[] }) {
  if (plot.labels.length === 0) return null;
  const { box, scales } = plot;
  const ends = readings
    .filter(({ line, value }) => line.validation === 0 && Number.isFinite(value))
    .map((reading) => ({ reading, end: scales.y.at(reading.value) }));
  return (
    <g fontSize={FONT_SIZE}>
      {spreadTexts(ends, box)?.map(({ reading: { line, value }, at }) => (
        <text
          key={line.key}
          className={styles.value}
          x={box.left + box.width + 12}
          y={at}
          dy="0.35em"
          fill={PAGE_COLOURS.ofRun(drawn.get(line.key)?.colour ?? 0)}
        >
          {formatValue(value)}
        </text>
      ))}
    </g>
  );
}

/** The line at the place under the pointer of any chart, and the values of this one there. */
export function HoverLine(props: HoverLineProps) {
  const { plot, drawn, axis } = props;
  const at = useHoverLine((hover) => hover.at);
  const part = at === null ? null : partAt(axis.parts, at);
  if (at === null || !part || at < axis.shown[0] || at > axis.shown[1]) return null;
  const { box, scales, paths } = plot;
  const readings = readLines(
    paths.map(({ line }) => line),
    axis.parts,
    at,
  );
  const x = scales.x.at(at);
  if (!Number.isFinite(x)) return null;
  const bottom = box.top + box.height;
  const text = placeText(axis.unit.place === "Step" ? Math.round(at - part.from) : at - part.from, axis.unit);
  const width = text.length * LETTER_WIDTH + 10;
  const pill = Math.max(box.left, Math.min(box.left + box.width - width, x - width / 2));
  return (
    <svg className={styles.layer} width="100%" height="100%" aria-hidden="true">
      <path className={styles.line} d={`M${x.toFixed(1)} ${box.top}V${bottom}`} />
      {readings.map(({ line, value, x: place }) => {
        const y = scales.y.at(value);
        if (!Number.isFinite(y) || y < box.top - 1 || y > bottom + 1) return null;
        return (
          <circle
            key={`${line.key} ${line.validation}`}
            className={styles.dot}
            cx={scales.x.at(place)}
            cy={y}
            r={DOT_RADIUS}
            fill={PAGE_COLOURS.ofRun(drawn.get(line.key)?.colour ?? 0)}
          />
        );
      })}
      <Values {...props} readings={readings} />
      <rect className={styles.pill} x={pill} y={bottom + 4} width={width} height={PILL_HEIGHT} rx={4} />
      <text
        className={styles.place}
        x={pill + width / 2}
        y={bottom + 16}
        textAnchor="middle"
        fontSize={FONT_SIZE}
      >
        {text}
      </text>
    </svg>
  );
}
