import type { ManualPair } from "../../core/dataset/pairing/found-pair.ts";
import { baseName } from "../../core/dataset/pairing/path-name.ts";
import { useSetsStore } from "../../state/image-sets.ts";
import {
  dismissOutcome,
  type PairOutcome,
  pairByHand,
  pick,
  takeApart,
  usePairByHandStore,
} from "../../state/pair-by-hand.ts";
import { Button } from "../controls/Button.tsx";
import { describeAssignment } from "./describe-assignment.ts";
import styles from "./PairingTools.module.css";
import { SetTools } from "./SetTools.tsx";

const describePair = ({ image, labels }: ManualPair) => `${baseName(image)} with ${baseName(labels)}`;

function Outcome({ outcome }: { outcome: PairOutcome }) {
  const { pair } = outcome;
  if (outcome.kind === "made") {
    return (
      <>
        <p className={styles.words}>Paired {describePair(pair)}.</p>
        <Button label="Undo" icon="undo" onClick={() => void takeApart(outcome.id)} />
      </>
    );
  }
  return (
    <>
      <p className={styles.words} data-refused>
        {describePair(pair)}: {outcome.reason}
      </p>
      <Button
        label="Swap and try again"
        onClick={() => void pairByHand({ image: pair.labels, labels: pair.image })}
      />
      <Button label="Dismiss" variant="quiet" onClick={dismissOutcome} />
    </>
  );
}

function HandPairing({ unpaired }: { unpaired: number }) {
  const picked = usePairByHandStore((state) => state.picked);
  const outcome = usePairByHandStore((state) => state.outcome);
  if (outcome) return <Outcome outcome={outcome} />;
  if (picked) {
    const partner = picked.kind === "unpaired labels" ? "image" : "mask";
    return (
      <>
        <p className={styles.words}>
          Choose the {partner} of <strong>{baseName(picked.file)}</strong> in another row.
        </p>
        <Button label="Cancel" variant="quiet" onClick={() => pick(null)} />
      </>
    );
  }
  if (unpaired < 2) return null;
  return (
    <p className={styles.words}>
      To pair two files by hand, press Pair in both rows, or drag one row onto the other. Unpaired files are
      forgotten when the page is closed or reloaded.
    </p>
  );
}

export interface PairingToolsProps {
  /** Ids of the selected images. */
  readonly selected: ReadonlySet<string>;
  readonly onClear: () => void;
  /** Whether a run is using the images. */
  readonly locked: boolean;
  readonly unpaired: number;
}

/** Actions for the selected images; without a selection, instructions for pairing by hand. */
export function PairingTools({ selected, onClear, locked, unpaired }: PairingToolsProps) {
  const ids = [...selected];
  const last = useSetsStore((sets) => sets.last);
  const outcome = last ? describeAssignment(last) : "";
  return (
    <div className={styles.tools} role="status">
      {ids.length > 0 ? (
        <>
          <p className={styles.words}>
            {ids.length} selected. {locked ? "A run is using the images." : outcome}
          </p>
          <SetTools ids={ids} locked={locked} />
          <Button label="Clear selection" variant="quiet" onClick={onClear} />
        </>
      ) : (
        <>
          <HandPairing unpaired={unpaired} />
          {last ? (
            <>
              <p className={styles.words}>{outcome}</p>
              <SetTools ids={ids} locked={locked} />
            </>
          ) : null}
        </>
      )}
    </div>
  );
}
