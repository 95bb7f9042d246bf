import { useEffect } from "react";
import type { ImageRecord } from "../../../core/dataset/image-record.ts";
import { useCellsStore } from "../../../state/cells.ts";
import { NOTHING_IN_SCOPE } from "../../../state/cells-scope.ts";
import { COMMANDS } from "../../../state/commands.ts";
import { useInstanceSettings } from "../../../state/instance-settings.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import type { FieldRenderer } from "../../canvas/field-renderer.ts";
import { useWhyNot } from "../../commands/useWhyNot.ts";
import { Icon } from "../../controls/Icon.tsx";
import { openPage, RESULT_PAGES, type ResultPage, togglePage, useDrawer } from "../drawer/drawer-state.ts";
import { CellMeasurements } from "../measurements/CellMeasurements.tsx";
import { MethodComparison } from "../methods/MethodComparison.tsx";
import { ThresholdChart } from "../methods/ThresholdChart.tsx";
import type { UnderFields } from "../overlay/use-under-fields.ts";
import { DrawerLine } from "./DrawerLine.tsx";
import { ImageTable } from "./ImageTable.tsx";
import styles from "./ResultsDrawer.module.css";

export interface ResultsDrawerProps {
  readonly cells: FoundCells | null;
  /** The fields of the shown image; null without cells. */
  readonly fields: UnderFields | null;
  /** The images in scope. */
  readonly records: readonly ImageRecord[];
  readonly renderer: FieldRenderer;
  readonly theme: string;
}

function Page({ page, cells, records, renderer, theme }: ResultsDrawerProps & { readonly page: ResultPage }) {
  const scope = useInstanceSettings((settings) => settings.scope);
  if (page === "thresholds") return <ThresholdChart cells={cells} theme={theme} />;
  if (page === "methods") return <MethodComparison renderer={renderer} />;
  if (page === "measurements") {
    if (cells) return <CellMeasurements cells={cells} />;
    return <p className={styles.empty}>The cells of the shown image are measured once they are found.</p>;
  }
  if (records.length === 0) return <p className={styles.empty}>{NOTHING_IN_SCOPE[scope]}</p>;
  return <ImageTable records={records} />;
}

/** Results over all images in scope, one page at a time: one line below the image until a page is opened. */
export function ResultsDrawer(props: ResultsDrawerProps) {
  const { cells, fields, records } = props;
  const open = useDrawer((drawer) => drawer.page);
  const why = useWhyNot(COMMANDS.cells);
  const isCompared = useCellsStore(({ compared }) => compared.length > 0);
  // A folded drawer would hide the outcome of Compare methods.
  useEffect(() => {
    if (isCompared) openPage("methods");
  }, [isCompared]);
  return (
    <section className={styles.drawer} aria-label="Results" data-open={open ?? undefined}>
      <div className={styles.head}>
        <div className={styles.pages}>
          {RESULT_PAGES.map(({ page, label }) => (
            <button
              key={page}
              type="button"
              className={styles.page}
              aria-expanded={open === page}
              aria-disabled={why !== null || undefined}
              title={why ?? undefined}
              onClick={() => why === null && togglePage(page)}
            >
              <Icon name="chevron" />
              {label}
            </button>
          ))}
        </div>
        <DrawerLine cells={cells} fields={fields} records={records} />
      </div>
      {open ? (
        <div className={styles.body}>
          <Page page={open} {...props} />
        </div>
      ) : null}
    </section>
  );
}
