import { counted } from "../../core/counted.ts";
import { COMMANDS } from "../../state/commands.ts";
import { dismissOffer, useDatasetStore } from "../../state/dataset.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import { Button } from "../controls/Button.tsx";
import { NoticeLine } from "./NoticeLine.tsx";

function describeWarnings(refused: number, noted: number): string {
  const parts = [
    ...(refused > 0 ? [`${counted(refused, "file")} ${refused === 1 ? "was" : "were"} not used`] : []),
    ...(noted > 0 ? [`${counted(noted, "image")} ${noted === 1 ? "has" : "have"} notes`] : []),
  ];
  return `${parts.join(" and ")}. The table of pairs shows why.`;
}

/** Offers the table of pairs after an import with unused files or with notes on images. */
export function PairingOffer() {
  const refused = useDatasetStore((state) => state.refused.length);
  const noted = useDatasetStore((state) => state.noted);
  const needsReview = useDatasetStore((state) => state.needsReview);
  if (!needsReview || refused + noted === 0) return null;
  return (
    <NoticeLine kind="warning" text={describeWarnings(refused, noted)}>
      <CommandButton command={COMMANDS.pairing} icon="table" variant="quiet" />
      <Button label="Dismiss" variant="quiet" onClick={dismissOffer} />
    </NoticeLine>
  );
}
