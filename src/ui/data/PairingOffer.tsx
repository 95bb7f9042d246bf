import { COMMANDS } from "../../state/commands.ts";
import { dismissOffer, useDatasetStore } from "../../state/dataset.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import { Button } from "../controls/Button.tsx";
import { describeWarnings } from "./describe-warnings.ts";
import { NoticeLine } from "./NoticeLine.tsx";

/** Offers the table of pairs after an import with unused files, images without a mask, or notes on images. */
export function PairingOffer() {
  const refused = useDatasetStore((state) => state.refused.length);
  const withoutMask = useDatasetStore((state) => state.withoutMask);
  const noted = useDatasetStore((state) => state.noted);
  const needsReview = useDatasetStore((state) => state.needsReview);
  const text = describeWarnings({ refused, withoutMask, noted });
  if (!needsReview || text === "") return null;
  return (
    <NoticeLine kind="warning" text={text}>
      <CommandButton command={COMMANDS.pairing} icon="table" variant="quiet" />
      <Button label="Dismiss" variant="quiet" onClick={dismissOffer} />
    </NoticeLine>
  );
}
