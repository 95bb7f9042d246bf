import styles from "./ScaleBar.module.css";
import { formatLength, scaleBarLength } from "./scale-bar.ts";

export interface ScaleBarProps {
  /** CSS px per image px. */
  readonly scale: number;
  /** Width of a pixel, µm. */
  readonly pixelWidth: number;
}

/** Greatest width, CSS px. */
const LONGEST = 96;

/** A line of a round length in the corner of the canvas around it. */
export function ScaleBar({ scale, pixelWidth }: ScaleBarProps) {
  const { micrometres, width } = scaleBarLength(scale / pixelWidth, LONGEST);
  return (
    <span className={styles.bar}>
      <span className={styles.length}>{formatLength(micrometres)}</span>
      <span className={styles.line} style={{ width }} />
    </span>
  );
}
