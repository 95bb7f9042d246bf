import { useMemo } from "react";
import { DirectionWheel } from "../canvas/DirectionWheel.tsx";
import { FieldCanvas } from "../canvas/FieldCanvas.tsx";
import type { FieldRenderer } from "../canvas/field-renderer.ts";
import { Legend } from "../canvas/Legend.tsx";
import { type OverPainter, PaintedOver } from "../canvas/PaintedOver.tsx";
import type { ImagePlace, Viewport } from "../canvas/viewport.ts";
import { describePanel } from "./describe-panel.ts";
import styles from "./FieldPanel.module.css";
import type { PanelContent, PanelGroup } from "./panel-content.ts";

export interface FieldPanelProps {
  readonly content: PanelContent;
  readonly renderer: FieldRenderer;
  readonly viewport: Viewport | null;
  readonly onViewport: (viewport: Viewport | null) => void;
  readonly pixel: ImagePlace | null;
  readonly onPixel: (pixel: ImagePlace | null) => void;
  /** Draws more over the field. */
  readonly over?: OverPainter | undefined;
}

/** Prefix of a panel's name if it is read without its heading. */
const GROUP_PREFIX: Record<PanelGroup, string> = { target: "", stale: "stale ", predicted: "predicted " };

function PanelLegend({ appearance, unit }: PanelContent) {
  if (appearance.map === "direction") {
    return (
      <div className={styles.wheel}>
        <DirectionWheel />
      </div>
    );
  }
  return <Legend map={appearance.map} range={appearance.range} unit={unit} />;
}

/** A field with its name, the value at the inspected pixel and its legend. */
export function FieldPanel({ content, pixel, over, ...view }: FieldPanelProps) {
  const { name, meaning, group, planes, appearance } = content;
  const [{ rows, columns }] = planes;
  const description = useMemo(() => describePanel(content), [content]);
  return (
    <li className={styles.panel}>
      <div className={styles.head}>
        <h4 className={styles.name}>{name}</h4>
        {pixel ? (
          <span className={styles.value}>{content.read(pixel.row * columns + pixel.column)}</span>
        ) : (
          <span className={styles.meaning}>{meaning}</span>
        )}
      </div>
      <div className={styles.field} style={{ aspectRatio: `${columns} / ${rows}` }}>
        <FieldCanvas
          {...view}
          planes={planes}
          appearance={appearance}
          pixel={pixel}
          name={`${GROUP_PREFIX[group]}${name}`}
          description={description}
        />
        {over ? <PaintedOver image={planes[0]} viewport={view.viewport} paint={over} /> : null}
      </div>
      <PanelLegend {...content} />
    </li>
  );
}
