import { useDatasetStore } from "../../state/dataset.ts";
import { useViewStore } from "../../state/view.ts";
import { FoldedNotices } from "../data/FoldedNotices.tsx";
import { ImportStatus } from "../data/ImportStatus.tsx";
import { OfferedPairs } from "../data/OfferedPairs.tsx";
import { PairingOffer } from "../data/PairingOffer.tsx";
import { StorageLines } from "../data/StorageLines.tsx";
import { loadPart } from "../loading/load-part.tsx";
import { RecipeOfferLines } from "../recipe/RecipeOfferLines.tsx";
import styles from "./Notices.module.css";
import { Problems } from "./Problems.tsx";
import { ReloadLine } from "./ReloadLine.tsx";

const NetworkLines = loadPart(async () => (await import("./NetworkLines.tsx")).NetworkLines);

/** Errors, progress of an import, offers and outcomes, each for as long as its cause lasts. */
export function Notices() {
  const opened = useDatasetStore((dataset) => dataset.opened);
  const pairingShown = useViewStore((view) => view.main === "pairing");
  return (
    <div className={styles.notices}>
      <Problems />
      <RecipeOfferLines />
      <ImportStatus />
      <FoldedNotices>
        <ReloadLine />
        <StorageLines />
        <NetworkLines />
        {opened ? <OfferedPairs /> : null}
        {opened && !pairingShown ? <PairingOffer /> : null}
      </FoldedNotices>
    </div>
  );
}
