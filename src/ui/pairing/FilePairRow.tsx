import { memo } from "react";
import type { UnpairedFile } from "../../state/pair-by-hand.ts";
import { Icon } from "../controls/Icon.tsx";
import { TableRow } from "../table/TableRow.tsx";
import { dragFile } from "./drag-file.ts";
import { NameButton } from "./NameButton.tsx";
import { PairButton } from "./PairButton.tsx";
import styles from "./PairingTable.module.css";
import type { FileRowFacts } from "./pairing-rows.ts";
import { StateTag } from "./StateTag.tsx";

export interface FilePairRowProps {
  readonly row: FileRowFacts;
  readonly index: number;
  readonly chosen: boolean;
  /** Whether the name is in the Tab order; the arrow keys reach the others. */
  readonly reachable: boolean;
  /** The file that waits for a partner. */
  readonly picked: UnpairedFile | null;
  readonly onChoose: (key: string) => void;
}

/** An unused file, with the reason; a file without a partner can be paired by hand. */
export const FilePairRow = memo(function FilePairRow(props: FilePairRowProps) {
  const { row, index, chosen, reachable, picked, onChoose } = props;
  const { refusal, unpaired, image, labels, state, key } = row;
  const button = <NameButton index={index} chosen={chosen} reachable={reachable} text={image || labels} />;
  return (
    <TableRow
      index={index}
      chosen={chosen}
      data-picked={picked?.file === refusal.file || undefined}
      data-pairable={unpaired !== null || undefined}
      onClick={() => onChoose(key)}
      {...(unpaired ? dragFile(unpaired) : {})}
    >
      <td />
      <td className={styles.thumbnail}>
        <span className={styles.noImage}>
          <Icon name={state === "refused" ? "warning" : "file"} />
        </span>
      </td>
      {image ? (
        <>
          <th scope="row">{button}</th>
          <td className={styles.muted}>{unpaired ? "none" : ""}</td>
        </>
      ) : (
        <>
          <td className={styles.muted}>{unpaired ? "none" : ""}</td>
          <th scope="row">{button}</th>
        </>
      )}
      <td colSpan={3}>
        <span className={styles.clamped}>{refusal.reason}</span>
      </td>
      <td>
        <StateTag state={state} />
      </td>
      <td>{unpaired ? <PairButton unpaired={unpaired} picked={picked} /> : null}</td>
    </TableRow>
  );
});
