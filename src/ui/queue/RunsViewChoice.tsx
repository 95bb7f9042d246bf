import { useQueueStore } from "../../state/queue.ts";
import { showQueue, showTable } from "../../state/show-queue.ts";
import { Segmented } from "../controls/Segmented.tsx";

const OPTIONS = [
  { value: "table", label: "Table" },
  { value: "queue", label: "Queue" },
] as const;

/** What the view Runs shows: the runs that are kept, or those to do. */
export function RunsViewChoice() {
  const isShown = useQueueStore((state) => state.isShown);
  return (
    <Segmented
      label="Runs shown"
      labelHidden
      value={isShown ? "queue" : "table"}
      options={OPTIONS}
      onChange={(next) => (next === "queue" ? showQueue() : showTable())}
    />
  );
}
