import { actOnQueue } from "../../state/act-on-queue.ts";
import { COMMANDS } from "../../state/commands.ts";
import { useQueueStore } from "../../state/queue.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { showTable } from "../../state/show-queue.ts";
import { Button } from "../controls/Button.tsx";
import { NoticeLine } from "../data/NoticeLine.tsx";

/** The offer to go on with a queue that was interrupted, and how a queue has ended. */
export function QueueLine() {
  const notice = useQueueStore((state) => state.notice);
  const isTraining = useRunStore(({ phase }) => isActive(phase));
  if (!notice) return null;
  const { kind, text } = notice;
  return (
    <NoticeLine kind={kind === "ended" ? "plain" : "warning"} text={text}>
      {kind === "ended" ? (
        <Button label="Show the runs" onClick={showTable} />
      ) : (
        <Button label="Go on with the queue" disabled={isTraining} onClick={COMMANDS.startQueue.run} />
      )}
      <Button label="Dismiss" variant="quiet" onClick={() => actOnQueue("dismiss")} />
    </NoticeLine>
  );
}
