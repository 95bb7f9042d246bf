import { useState } from "react";
import type { ImageRecord } from "../../../core/dataset/image-record.ts";
import { NOTHING_IN_SCOPE } from "../../../state/cells-scope.ts";
import { useInstanceSettings } from "../../../state/instance-settings.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import type { FieldRenderer } from "../../canvas/field-renderer.ts";
import { Segmented } from "../../controls/Segmented.tsx";
import { CellMeasurements } from "../measurements/CellMeasurements.tsx";
import { MethodComparison } from "../methods/MethodComparison.tsx";
import { ThresholdChart } from "../methods/ThresholdChart.tsx";
import styles from "./CellsResults.module.css";
import { ImageTable } from "./ImageTable.tsx";

const PAGES = [
  { value: "images", label: "Images" },
  { value: "cells", label: "Cells" },
  { value: "thresholds", label: "Thresholds" },
  { value: "methods", label: "Methods" },
] as const;
type Page = (typeof PAGES)[number]["value"];

export interface CellsResultsProps {
  readonly cells: FoundCells | null;
  /** The images in scope. */
  readonly records: readonly ImageRecord[];
  /** Images and method, in words. */
  readonly text: string;
  readonly renderer: FieldRenderer;
  readonly theme: string;
}

/** Results over all images in scope: by image, by IoU threshold, and by method. */
export function CellsResults({ cells, records, text, renderer, theme }: CellsResultsProps) {
  const scope = useInstanceSettings((settings) => settings.scope);
  const [page, setPage] = useState<Page>("images");
  return (
    <section className={styles.results} aria-label="Results">
      <div className={styles.head}>
        <Segmented label="Results" labelHidden value={page} onChange={setPage} options={PAGES} />
        <p className={styles.words}>{text}</p>
      </div>
      {page === "images" && records.length > 0 ? <ImageTable records={records} /> : null}
      {page === "images" && records.length === 0 ? (
        <p className={styles.empty}>{NOTHING_IN_SCOPE[scope]}</p>
      ) : null}
      {page === "cells" && cells ? <CellMeasurements cells={cells} /> : null}
      {page === "cells" && !cells ? (
        <p className={styles.empty}>The cells of the shown image are measured once they are found.</p>
      ) : null}
      {page === "thresholds" ? <ThresholdChart cells={cells} theme={theme} /> : null}
      {page === "methods" ? <MethodComparison renderer={renderer} /> : null}
    </section>
  );
}
