import { dismissRefused, useDatasetStore } from "../../state/dataset.ts";
import { Button } from "../controls/Button.tsx";
import { counted } from "../status/quantities.ts";
import { NoticeLine } from "./NoticeLine.tsx";

/** Says how many files were not used and where the reasons stand; nothing while all were used. */
export function RefusedLine({ onLook }: { onLook: () => void }) {
  const refused = useDatasetStore((state) => state.refused.length);
  if (refused === 0) return null;
  const words = `${counted(refused, "file")} ${refused === 1 ? "was" : "were"} not used. Data says why.`;
  return (
    <NoticeLine kind="warning" words={words}>
      <Button label="Look in Data" look="quiet" onClick={onLook} />
      <Button label="Dismiss" look="quiet" onClick={dismissRefused} />
    </NoticeLine>
  );
}
