import { useStackStore } from "../../state/stack-choice.ts";
import { loadPart } from "../loading/load-part.tsx";
import styles from "./StackSettings.module.css";

const StackFields = loadPart(async () => (await import("./StackFields.tsx")).StackFields);

/** Choice of the plane read from the next stacks. */
export function StackSettings() {
  const slice = useStackStore((state) => state.slice);
  const time = useStackStore((state) => state.time);
  return (
    <details className={styles.stacks}>
      <summary className={styles.summary}>
        Stacks: {slice === null ? "middle slice" : `slice ${slice + 1}`},{" "}
        {time === null ? "first time point" : `time point ${time + 1}`}
      </summary>
      <StackFields />
    </details>
  );
}
