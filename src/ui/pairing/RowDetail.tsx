import type { ImageRecord } from "../../core/dataset/image-record.ts";
import { selectImage } from "../../state/dataset.ts";
import { takeApart, usePairByHandStore } from "../../state/pair-by-hand.ts";
import { showMain, showSource } from "../../state/view.ts";
import { Button } from "../controls/Button.tsx";
import type { ImageRowFacts, PairingRow } from "./pairing-rows.ts";
import styles from "./RowDetail.module.css";

function show({ id }: ImageRecord): void {
  selectImage(id);
  showSource("whole");
  showMain("fields");
}

function ImageDetail({ row: { record, why } }: { row: ImageRowFacts }) {
  const byHand = usePairByHandStore(({ made }) => made.some(({ id }) => id === record.id));
  const { name, pair, rows, columns, notes } = record;
  return (
    <>
      <div className={styles.words}>
        <p>
          <strong>{pair?.image ?? name}</strong>
          {pair?.labels ? (
            <>
              {" with "}
              <strong>{pair.labels}</strong>
            </>
          ) : null}
          <span className={styles.facts}>
            {why ? ` · ${why}` : ""} · {columns} × {rows} px
          </span>
        </p>
        {notes.length > 0 ? (
          <ul className={styles.notes}>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        ) : null}
      </div>
      {byHand ? <Button label="Undo pair" icon="undo" onClick={() => void takeApart(record.id)} /> : null}
      <Button label="Show fields" onClick={() => show(record)} />
    </>
  );
}

/** All information about the selected row. */
export function RowDetail({ row }: { row: PairingRow }) {
  return (
    <section className={styles.detail} aria-label="The chosen row">
      {row.kind === "image" ? (
        <ImageDetail row={row} />
      ) : (
        <div className={styles.words}>
          <p>
            <strong>{row.refusal.file}</strong>
          </p>
          <p>{row.refusal.reason}</p>
        </div>
      )}
    </section>
  );
}
