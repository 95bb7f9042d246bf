import { useState } from "react";
import { Segmented } from "../controls/Segmented.tsx";
import styles from "./CellsSide.module.css";
import { MethodPanel } from "./methods/MethodPanel.tsx";
import { FactsPanel } from "./results/FactsPanel.tsx";
import { UnlikeNotice } from "./UnlikeNotice.tsx";
import { useRecordsInScope } from "./use-records-in-scope.ts";
import { useShownCells } from "./use-shown-cells.ts";
import { VerdictBlock } from "./VerdictBlock.tsx";

const PAGES = [
  { value: "method", label: "Method" },
  { value: "scores", label: "Scores" },
] as const;
type PageName = (typeof PAGES)[number]["value"];

/** Side panel of the step Cells: how cells are found, and how well. */
export function CellsSide() {
  const [page, setPage] = useState<PageName>("method");
  const cells = useShownCells();
  const records = useRecordsInScope();
  return (
    <div className={styles.side}>
      <VerdictBlock />
      <UnlikeNotice />
      <div className={styles.pages}>
        <Segmented label="Cells" labelHidden value={page} onChange={setPage} options={PAGES} />
      </div>
      {page === "method" ? <MethodPanel records={records} /> : <FactsPanel cells={cells} records={records} />}
    </div>
  );
}
