import { memo, type PointerEvent, useId, useMemo, useRef, useState } from "react";
import type { ChartLine, DrawnRun } from "../../core/curves/chart-lines.ts";
import { CURVE_MEASURES, type CurveMeasure } from "../../core/curves/curve-measures.ts";
import { pointAt, zoomTo } from "../../state/overlay.ts";
import { usePanelSize } from "../canvas/use-panel-size.ts";
import { ChartDrawing } from "./ChartDrawing.tsx";
import { chartNote } from "./chart-note.ts";
import { chartPlot, type Plot, type SharedAxis } from "./chart-plot.ts";
import { HoverLine } from "./HoverLine.tsx";
import styles from "./OverlayChart.module.css";
import { PAGE_COLOURS } from "./overlay-colours.ts";

export interface OverlayChartProps {
  readonly measure: CurveMeasure;
  /** The lines that are drawn. */
  readonly lines: readonly ChartLine[];
  readonly drawn: ReadonlyMap<string, DrawnRun>;
  readonly axis: SharedAxis;
  readonly smoothing: number;
  readonly emphasised: string | null;
  /** Why no line is drawn, and what to do, if there is none. */
  readonly emptyText: string;
}

/** Shorter drags are clicks, px. */
const SHORTEST_DRAG = 5;

/** Place of the pointer in an element, px from its left edge. */
const placeIn = ({ clientX, currentTarget }: PointerEvent) =>
  clientX - currentTarget.getBoundingClientRect().left;

/** Moves the hover line with the pointer, and zooms to the range that it is dragged over. */
function usePointer(plot: Plot | null) {
  const [range, setRange] = useState<readonly [from: number, to: number] | null>(null);
  if (!plot) return { range: null, handlers: {} };
  const { box, scales } = plot;
  const inside = (place: number) => Math.max(box.left, Math.min(box.left + box.width, place));
  const point = (event: PointerEvent, isDragged: boolean) => {
    const place = placeIn(event);
    const isInside = place >= box.left && place <= box.left + box.width;
    pointAt(isInside || isDragged ? scales.x.valueAt(inside(place)) : null);
  };
  const handlers = {
    onPointerDown(event: PointerEvent) {
      // A finger points where it touches; dragging it scrolls, or moves the line.
      if (event.pointerType !== "mouse") point(event, false);
      else if (event.button === 0) {
        event.currentTarget.setPointerCapture(event.pointerId);
        const start = inside(placeIn(event));
        setRange([start, start]);
      }
    },
    onPointerMove(event: PointerEvent) {
      if (range) setRange([range[0], inside(placeIn(event))]);
      point(event, range !== null);
    },
    onPointerUp() {
      setRange(null);
      if (!range || Math.abs(range[1] - range[0]) < SHORTEST_DRAG) return;
      const [low, high] = range.toSorted((a, b) => a - b).map(scales.x.valueAt);
      zoomTo([low, high]);
    },
    onPointerCancel: () => setRange(null),
    // What a finger has pointed at stays.
    onPointerLeave: ({ pointerType }: PointerEvent) => {
      if (pointerType === "mouse") pointAt(null);
    },
    onDoubleClick: () => zoomTo(null),
  };
  return { range, handlers };
}

/** The curves of a measure of all runs. */
export const OverlayChart = memo(function OverlayChart(props: OverlayChartProps) {
  const { measure, lines, drawn, axis, smoothing, emphasised, emptyText } = props;
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const size = usePanelSize(frame)?.panel ?? null;
  const plot = useMemo(
    () => (size && size.width > 0 && lines.length > 0 ? chartPlot(lines, drawn, axis, size) : null),
    [lines, drawn, axis, size],
  );
  const { range, handlers } = usePointer(plot);
  const { title } = CURVE_MEASURES[measure];
  const note = chartNote(
    measure,
    lines,
    lines.some(({ isSmoothed }) => isSmoothed) ? smoothing : 0,
    axis.logY,
  );
  const unshown = lines.length === 0 ? emptyText : UNSHOWN;
  return (
    <figure className={styles.chart} aria-labelledby={id}>
      <figcaption className={styles.caption}>
        <h3 id={id} className={styles.title}>
          {title}
        </h3>
        <span className={styles.note} title={note}>
          {note}
        </span>
      </figcaption>
      <div ref={frame} className={styles.frame} {...handlers}>
        {plot && size ? (
          <>
            <svg className={styles.drawing} width={size.width} height={size.height} aria-hidden="true">
              <ChartDrawing
                plot={plot}
                drawn={drawn}
                colours={PAGE_COLOURS}
                xTitle={axis.unit.title}
                id={`clip-${id.replace(/\W/g, "")}`}
                emphasised={emphasised}
              />
            </svg>
            <HoverLine plot={plot} drawn={drawn} axis={axis} />
            {range ? (
              <div
                className={styles.range}
                style={{
                  left: Math.min(...range),
                  width: Math.abs(range[1] - range[0]),
                  top: plot.box.top,
                  height: plot.box.height,
                }}
              />
            ) : null}
          </>
        ) : (
          <p className={styles.empty}>{size ? unshown : ""}</p>
        )}
      </div>
    </figure>
  );
});

const UNSHOWN =
  "No value in this part of the axis can be drawn: none is a number, or none is above 0, where a logarithmic axis begins.";
