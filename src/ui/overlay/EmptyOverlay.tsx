import { counted } from "../../core/counted.ts";
import { openOverlay } from "../../state/overlay.ts";
import { selectRun, useRunsStore } from "../../state/runs.ts";
import { Button } from "../controls/Button.tsx";
import styles from "./OverlayView.module.css";

/** Runs that are offered to be drawn at once. */
const MOST_OFFERED = 5;

/** What to do where no run is selected. */
export function EmptyOverlay() {
  const runs = useRunsStore((state) => state.runs);
  const newest = runs.filter(({ kind }) => kind === "stored").slice(0, MOST_OFFERED);
  return (
    <div className={styles.empty}>
      <p>
        {runs.length === 0
          ? "Curves of runs are drawn over each other here: press Train to make the first run."
          : "No run is selected. Tick the box of each run in the table to draw its curves over the others."}
      </p>
      <div className={styles.buttons}>
        <Button label="Show the table" icon="table" onClick={() => openOverlay(false)} />
        {newest.length > 0 ? (
          <Button
            label={
              newest.length === 1 ? "Draw the newest run" : `Draw the newest ${counted(newest.length, "run")}`
            }
            variant="primary"
            onClick={() => {
              for (const { id } of newest) selectRun(id, true);
            }}
          />
        ) : null}
      </div>
    </div>
  );
}
