import { Progress as BaseProgress } from "@base-ui/react/progress";
import styles from "./Progress.module.css";

export interface ProgressProps {
  /** Visible label and accessible name. */
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** The item in progress. */
  readonly detail?: string | undefined;
}

/** Progress bar with a label. */
export function Progress({ label, done, total, detail }: ProgressProps) {
  const value = Math.min(done, total);
  const max = Math.max(total, 1);
  // A bar that slides in needs no layout, whereas a width would be laid out in every frame of its transition.
  const slide = { width: "100%", transform: `translateX(${(100 * value) / max - 100}%)` };
  return (
    <BaseProgress.Root
      value={value}
      max={max}
      getAriaValueText={() => `${done} of ${total}`}
      className={styles.root}
    >
      <BaseProgress.Label className={styles.label}>{label}</BaseProgress.Label>
      <span className={styles.count}>
        {done} of {total}
      </span>
      <BaseProgress.Track className={styles.track}>
        <BaseProgress.Indicator className={styles.indicator} style={slide} />
      </BaseProgress.Track>
      {detail ? <span className={styles.detail}>{detail}</span> : null}
    </BaseProgress.Root>
  );
}
