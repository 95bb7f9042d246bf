import { useMemo } from "react";
import type { RunQueue } from "../../core/queue/run-queue.ts";
import { useQueueStore } from "../../state/queue.ts";
import { useRunQueue } from "../../state/run-queue.ts";
import styles from "./QueueList.module.css";
import { QueueRow } from "./QueueRow.tsx";
import { useRunSeconds } from "./use-run-seconds.ts";
import { varyingSettings } from "./varying-settings.ts";

/** The runs of the queue in the order of training. */
export function QueueList({ queue }: { queue: RunQueue }) {
  const isTraining = useQueueStore(({ progress }) => progress !== null);
  const isElsewhere = useRunQueue((state) => state.isElsewhere);
  const secondsOf = useRunSeconds();
  const { runs } = queue;
  const differs = useMemo(() => varyingSettings(runs.map(({ recipe }) => recipe)), [runs]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach what scrolls
    <section className={styles.scroll} aria-label="Queued runs" tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">Runs of the queue in the order of training</caption>
        <thead>
          <tr>
            <th scope="col" className={styles.place}>
              <span aria-hidden="true">#</span>
              <span className="visually-hidden">Place</span>
            </th>
            <th scope="col" className={styles.run}>
              Run, and what differs
            </th>
            <th scope="col" className={styles.stages}>
              Stages
            </th>
            <th scope="col" className={`${styles.number} ${styles.steps}`}>
              Steps
            </th>
            <th scope="col" className={styles.number}>
              Time
            </th>
            <th scope="col" className={styles.state}>
              State
            </th>
            <td className={styles.actsCell} />
          </tr>
        </thead>
        <tbody>
          {runs.map((run, index) => (
            <QueueRow
              key={run.key}
              queue={queue}
              run={run}
              place={index + 1}
              differs={differs[index] ?? ""}
              seconds={secondsOf(run)}
              isInterrupted={!isTraining && !isElsewhere}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}
