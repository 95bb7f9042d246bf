import { useCallback, useMemo, useState } from "react";
import { useDatasetStore } from "../../state/dataset.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { setsById, useSplit } from "../data/use-split.ts";
import { arrangeRows, countRows, type RowFilter, type RowOrder } from "./arrange-rows.ts";
import { PairingBar } from "./PairingBar.tsx";
import styles from "./PairingPanel.module.css";
import { PairingTable } from "./PairingTable.tsx";
import { PairingTools } from "./PairingTools.tsx";
import { type PairingRow, pairingRows } from "./pairing-rows.ts";
import { RowDetail } from "./RowDetail.tsx";

function useRows(): readonly PairingRow[] {
  const records = useDatasetStore((state) => state.records);
  const refused = useDatasetStore((state) => state.refused);
  const split = useSplit();
  return useMemo(() => pairingRows({ records, refused, sets: setsById(split) }), [records, refused, split]);
}

function withOrWithout(ids: ReadonlySet<string>, changed: readonly string[], add: boolean): Set<string> {
  const now = new Set(ids);
  for (const id of changed) {
    if (add) now.add(id);
    else now.delete(id);
  }
  return now;
}

/** The files that became images, why they were paired, and the outcome of all others. */
export function PairingPanel() {
  const rows = useRows();
  const locked = useRunStore((run) => isActive(run.phase));
  const [filter, setFilter] = useState<RowFilter>("all");
  const [search, setSearch] = useState("");
  const [order, setOrder] = useState<RowOrder>({ column: "state", descending: false });
  const [chosen, setChosen] = useState<string | null>(null);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const counts = useMemo(() => countRows(rows), [rows]);
  const shown = useMemo(() => arrangeRows(rows, filter, search, order), [rows, filter, search, order]);
  const images = useMemo(() => shown.flatMap(({ kind, key }) => (kind === "image" ? [key] : [])), [shown]);
  // Actions apply only to rows that pass the filter.
  const selected = useMemo(() => new Set(images.filter((id) => marked.has(id))), [images, marked]);
  const select = useCallback(
    (id: string, on: boolean) => setMarked((ids) => withOrWithout(ids, [id], on)),
    [],
  );
  const row = shown.find(({ key }) => key === chosen);
  return (
    <section className={styles.panel} aria-label="Pairing">
      <PairingBar counts={counts} filter={filter} onFilter={setFilter} search={search} onSearch={setSearch} />
      <PairingTools
        selected={selected}
        onClear={() => setMarked(new Set())}
        locked={locked}
        unpaired={counts.unpaired}
      />
      {shown.length > 0 ? (
        <PairingTable
          rows={shown}
          chosen={chosen}
          onChoose={setChosen}
          selected={selected}
          onSelect={select}
          onSelectAll={(on) => setMarked((ids) => withOrWithout(ids, images, on))}
          order={order}
          onOrder={setOrder}
          locked={locked}
        />
      ) : (
        <p className={styles.empty}>No row fits the filter and the search.</p>
      )}
      {row ? <RowDetail row={row} /> : null}
    </section>
  );
}
