import { DirectionWheel } from "../canvas/DirectionWheel.tsx";
import { Legend } from "../canvas/Legend.tsx";
import type { DrawnField } from "./layer-content.ts";
import styles from "./PanelLegend.module.css";

export interface PanelLegendProps {
  readonly appearance: DrawnField["appearance"];
  readonly unit: string;
}

/** The colours of a panel, in the corner of its canvas. */
export function PanelLegend({ appearance, unit }: PanelLegendProps) {
  const { map, range } = appearance;
  return (
    <div className={styles.legend}>
      {map === "direction" ? <DirectionWheel /> : <Legend map={map} range={range} unit={unit} />}
    </div>
  );
}
