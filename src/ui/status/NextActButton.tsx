import { COMMANDS } from "../../state/commands.ts";
import styles from "./NextActButton.module.css";
import { useNextAct } from "./use-next-act.ts";

/** The next act, in one line; nothing while there is none. */
export function NextActButton() {
  const next = useNextAct();
  return (
    <div className={styles.place}>
      {next ? (
        <button
          type="button"
          className={styles.next}
          aria-keyshortcuts={COMMANDS.next.shortcut}
          onClick={() => next.run()}
        >
          {next.label} <span aria-hidden="true">→</span>
        </button>
      ) : null}
    </div>
  );
}
