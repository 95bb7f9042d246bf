import { counted } from "../../core/counted.ts";
import { COMMANDS } from "../../state/commands.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import { Notice } from "../controls/Notice.tsx";
import styles from "./UndoRemove.module.css";

/** Number of images removed last, with a button that restores them; nothing if there are none. */
export function UndoRemove() {
  const removed = useDatasetStore((state) => state.lastRemoved.length);
  if (removed === 0) return null;
  return (
    <Notice kind="plain">
      <div className={styles.undo}>
        <span role="status">Removed {counted(removed, "image")}.</span>
        <CommandButton command={COMMANDS.undoRemove} icon="undo" />
      </div>
    </Notice>
  );
}
