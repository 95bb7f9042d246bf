import { memo } from "react";
import type { DrawnRun } from "../../core/curves/chart-lines.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import type { Plot } from "./chart-plot.ts";
import { shortened } from "./end-labels.ts";
import type { LinePath } from "./line-paths.ts";
import { type OverlayColours, runDash } from "./overlay-colours.ts";

const FONT_SIZE = 11;
const LETTER_WIDTH = 6.2;
/** Opacity of lines beside one that stands out, and of raw lines behind smoothed ones. */
const DIMMED = 0.15;
const RAW = 0.2;
const BAND = 0.16;
/** Dash of the second of two validations. */
const SECOND_DASH = "1.5 3";
const MARKER_RADIUS = 2.4;
const LOST = 3.5;

interface LineDrawingProps {
  readonly path: LinePath;
  readonly colour: string;
  readonly dash: string;
  readonly isDimmed: boolean;
}

/** A line with its band, the values behind it, its markers, and a cross where its values end to be numbers. */
const LineDrawing = memo(function LineDrawing({ path, colour, dash, isDimmed }: LineDrawingProps) {
  const { line, main, raw, band, markers, end, isLost } = path;
  const isSecond = line.validation === 1;
  return (
    <g opacity={isDimmed ? DIMMED : undefined} fill="none" stroke={colour} strokeLinejoin="round">
      {band ? <path d={band} fill={colour} fillOpacity={BAND} stroke="none" /> : null}
      {raw ? <path d={raw} strokeOpacity={RAW} strokeWidth={1} /> : null}
      <path
        d={main}
        strokeWidth={1.7}
        strokeLinecap={isSecond ? "round" : undefined}
        strokeDasharray={isSecond ? SECOND_DASH : dash}
      />
      {markers.map(([x, y]) => (
        <circle key={x} cx={x.toFixed(1)} cy={y.toFixed(1)} r={MARKER_RADIUS} fill={colour} stroke="none" />
      ))}
      {isLost && end ? (
        <path
          strokeWidth={1.7}
          d={`M${end[0] - LOST} ${end[1] - LOST}l${2 * LOST} ${2 * LOST}m0 ${-2 * LOST}l${-2 * LOST} ${2 * LOST}`}
        />
      ) : null}
    </g>
  );
});

export interface ChartDrawingProps {
  readonly plot: Plot;
  readonly drawn: ReadonlyMap<string, DrawnRun>;
  readonly colours: OverlayColours;
  readonly xTitle: string;
  /** Unique in the document, without spaces. */
  readonly id: string;
  /** Key of the run that stands out; null for none. */
  readonly emphasised: string | null;
}

/** Grid, axes and names of stages. */
function Axes({ plot, colours, xTitle }: Pick<ChartDrawingProps, "plot" | "colours" | "xTitle">) {
  const { box, placeTicks, valueTicks, stages } = plot;
  const [right, bottom] = [box.left + box.width, box.top + box.height];
  return (
    <>
      <g stroke={colours.line} strokeWidth={1} shapeRendering="crispEdges">
        {valueTicks.ticks.map(({ at, text }) => (
          <path key={text} d={`M${box.left} ${at.toFixed(1)}H${right}`} />
        ))}
        {stages.slice(1).map(({ part, from }) => (
          <path key={part.stage} d={`M${from.toFixed(1)} ${box.top}V${bottom}`} stroke={colours.boundary} />
        ))}
        {placeTicks.map(({ at }) => (
          <path key={at} d={`M${at.toFixed(1)} ${bottom}v4`} stroke={colours.boundary} />
        ))}
        <path d={`M${box.left} ${bottom}H${right}`} stroke={colours.boundary} />
      </g>
      <g fill={colours.muted} fontSize={FONT_SIZE}>
        {valueTicks.ticks.map(({ at, text }) => (
          <text key={text} x={box.left - 7} y={at} dy="0.35em" textAnchor="end">
            {text}
          </text>
        ))}
        {valueTicks.factor === "" ? null : (
          <text x={box.left - 7} y={box.top - 6} textAnchor="middle">
            {valueTicks.factor}
          </text>
        )}
        {placeTicks.map(({ at, text }) => (
          <text key={at} x={at} y={bottom + 15} textAnchor="middle">
            {text}
          </text>
        ))}
        {stages.map(({ part, from, to }) => {
          const title = shortened(stageTitle(part.stage), Math.floor((to - from) / LETTER_WIDTH));
          return title.length < 2 ? null : (
            <text key={part.stage} x={(from + to) / 2} y={box.top - 6} textAnchor="middle">
              {title}
            </text>
          );
        })}
        <text x={right} y={bottom + 29} textAnchor="end">
          {xTitle}
        </text>
      </g>
    </>
  );
}

/** Names at the ends of the lines. */
function EndLabels({
  plot,
  colours,
  emphasised,
}: Pick<ChartDrawingProps, "plot" | "colours" | "emphasised">) {
  const { box, labels } = plot;
  const right = box.left + box.width;
  return (
    <g data-end-labels="" fontSize={FONT_SIZE}>
      {labels.map(({ key, colour, text, at, end }) => {
        const tone = colours.ofRun(colour);
        return (
          <g key={key} opacity={emphasised !== null && emphasised !== key ? DIMMED * 2 : undefined}>
            <path
              d={`M${right + 2} ${Math.max(box.top, Math.min(box.top + box.height, end)).toFixed(1)}L${right + 9} ${at.toFixed(1)}`}
              stroke={tone}
              strokeOpacity={0.6}
              fill="none"
            />
            <text x={right + 12} y={at} dy="0.35em" fill={tone}>
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** A chart without its title, as SVG in px; the same on the page and in exported images. */
export function ChartDrawing({ plot, drawn, colours, xTitle, id, emphasised }: ChartDrawingProps) {
  const { box, paths } = plot;
  return (
    <>
      <Axes plot={plot} colours={colours} xTitle={xTitle} />
      <clipPath id={id}>
        <rect x={box.left} y={box.top - 4} width={box.width + 4} height={box.height + 6} />
      </clipPath>
      <g clipPath={`url(#${id})`}>
        {paths.map((path) => {
          const { key, stage, validation } = path.line;
          const colour = drawn.get(key)?.colour ?? 0;
          return (
            <LineDrawing
              key={`${key} ${stage} ${validation}`}
              path={path}
              colour={colours.ofRun(colour)}
              dash={runDash(colour)}
              isDimmed={emphasised !== null && emphasised !== key}
            />
          );
        })}
      </g>
      <EndLabels plot={plot} colours={colours} emphasised={emphasised} />
    </>
  );
}
