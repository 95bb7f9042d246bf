import { openOverlay, useOverlay } from "../../state/overlay.ts";
import { useQueueStore } from "../../state/queue.ts";
import { useRunsStore } from "../../state/runs.ts";
import { showQueue, showTable } from "../../state/show-queue.ts";
import { Segmented } from "../controls/Segmented.tsx";

type Shown = "table" | "curves" | "queue";

function show(shown: Shown): void {
  if (shown === "queue") {
    showQueue();
    return;
  }
  showTable();
  if (shown === "curves") openOverlay(true);
}

/** What the view Runs shows: all runs as a table, the curves of the selected ones, or the runs to do. */
export function RunsViewChoice() {
  const isQueue = useQueueStore((state) => state.isShown);
  const isDrawn = useOverlay(({ isOpen }) => isOpen);
  const count = useRunsStore(({ selection }) => selection.size);
  return (
    <Segmented
      label="Runs as"
      labelHidden
      value={isQueue ? "queue" : isDrawn ? "curves" : "table"}
      options={[
        { value: "table", label: "Table" },
        { value: "curves", label: count > 0 ? `Curves of ${count}` : "Curves" },
        { value: "queue", label: "Queue" },
      ]}
      onChange={show}
    />
  );
}
