import { describeOffer } from "../../core/dataset/pairing/find-offers.ts";
import { dismissPairs, useDatasetStore } from "../../state/dataset.ts";
import { pairOffered } from "../../state/pair-by-hand.ts";
import { Button } from "../controls/Button.tsx";
import { NoticeLine } from "./NoticeLine.tsx";

/** Offers to pair files that look like images and their labels although their names do not indicate it. */
export function OfferedPairs() {
  const offers = useDatasetStore((state) => state.offers);
  const importing = useDatasetStore((state) => state.importing !== null);
  return offers.map((pairs) => (
    <NoticeLine key={`${pairs[0].image}\n${pairs[0].labels}`} kind="warning" text={describeOffer(pairs)}>
      <Button
        label="Pair them"
        variant="quiet"
        disabled={importing}
        onClick={() => void pairOffered(pairs)}
      />
      <Button label="Dismiss" variant="quiet" onClick={() => dismissPairs(pairs)} />
    </NoticeLine>
  ));
}
