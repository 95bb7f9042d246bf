import { counted } from "../../core/counted.ts";
import { dismissAlreadyThere, useDatasetStore } from "../../state/dataset.ts";
import { Button } from "../controls/Button.tsx";
import { describeMemoryUse } from "./describe-memory-use.ts";
import { NoticeLine } from "./NoticeLine.tsx";

/** Notices about images kept in memory only, and about images that were already there when added again. */
export function StorageLines() {
  const inMemory = useDatasetStore((state) => state.inMemory);
  const alreadyThere = useDatasetStore((state) => state.alreadyThere);
  const busy = useDatasetStore((state) => state.importing !== null);
  return (
    <>
      {inMemory ? <NoticeLine kind="warning" text={describeMemoryUse(inMemory)} /> : null}
      {alreadyThere > 0 && !busy ? (
        <NoticeLine
          kind="plain"
          text={`${counted(alreadyThere, "image")} ${alreadyThere === 1 ? "was" : "were"} already present and ${alreadyThere === 1 ? "was" : "were"} not added again.`}
        >
          <Button label="Dismiss" variant="quiet" onClick={dismissAlreadyThere} />
        </NoticeLine>
      ) : null}
    </>
  );
}
