import { memo } from "react";
import type { UnpairedFile } from "../../state/pair-by-hand.ts";
import { SetSelect } from "../data/SetSelect.tsx";
import { Thumbnail } from "../data/Thumbnail.tsx";
import { TableRow } from "../table/TableRow.tsx";
import { dragFile } from "./drag-file.ts";
import { NameButton } from "./NameButton.tsx";
import { PairButton } from "./PairButton.tsx";
import styles from "./PairingTable.module.css";
import type { ImageRowFacts } from "./pairing-rows.ts";
import { StateTag } from "./StateTag.tsx";

export interface ImagePairRowProps {
  readonly row: ImageRowFacts;
  readonly index: number;
  readonly chosen: boolean;
  /** Whether the name is in the Tab order; the arrow keys reach the others. */
  readonly reachable: boolean;
  readonly selected: boolean;
  /** Whether a run is using the images. */
  readonly locked: boolean;
  /** The file that waits for a partner. */
  readonly picked: UnpairedFile | null;
  readonly onChoose: (key: string) => void;
  readonly onSelect: (id: string, selected: boolean) => void;
}

/** An image of the dataset with the files of its labels. */
export const ImagePairRow = memo(function ImagePairRow(props: ImagePairRowProps) {
  const { row, index, chosen, reachable, selected, locked, picked, onChoose, onSelect } = props;
  const { record, image, labels, why, state, unpaired, use, key } = row;
  return (
    <TableRow
      index={index}
      chosen={chosen}
      data-excluded={use === "excluded" || undefined}
      data-picked={(unpaired && picked?.file === unpaired.file) || undefined}
      data-pairable={unpaired !== null || undefined}
      onClick={() => onChoose(key)}
      {...(unpaired ? dragFile(unpaired) : {})}
    >
      <td className={styles.check}>
        <input
          type="checkbox"
          aria-label={`Select ${image}`}
          checked={selected}
          onChange={(event) => onSelect(record.id, event.target.checked)}
        />
      </td>
      <td className={styles.thumbnail}>
        <Thumbnail id={record.id} />
      </td>
      <th scope="row">
        <NameButton index={index} chosen={chosen} reachable={reachable} text={image} />
      </th>
      <td title={record.pair?.labels} className={unpaired ? styles.muted : undefined}>
        {unpaired ? (
          <span className={styles.lacking}>
            none
            <PairButton unpaired={unpaired} picked={picked} />
          </span>
        ) : (
          <span className={styles.clamped}>{labels}</span>
        )}
      </td>
      {record.labelled ? (
        <>
          <td>
            <span className={styles.clamped}>{why}</span>
          </td>
          <td className={styles.number}>{record.cells.toLocaleString("en-GB")}</td>
          <td className={styles.muted}>
            <span className={styles.clamped}>{record.notes.join(" ")}</span>
          </td>
        </>
      ) : (
        <td colSpan={3}>
          <span className={styles.clamped}>{record.notes.join(" ")}</span>
        </td>
      )}
      <td>
        <StateTag state={state} />
      </td>
      <td>
        <SetSelect record={record} set={use} label={`Set of ${image}`} labelHidden locked={locked} />
      </td>
    </TableRow>
  );
});
