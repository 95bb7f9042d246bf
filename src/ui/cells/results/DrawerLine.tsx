import type { ImageRecord } from "../../../core/dataset/image-record.ts";
import { type CellsWork, useCellsStore } from "../../../state/cells.ts";
import { useCellsView } from "../../../state/cells-view.ts";
import { useInstanceSettings } from "../../../state/instance-settings.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import { Progress } from "../../controls/Progress.tsx";
import { useOverlayView } from "../overlay/overlay-view.ts";
import { PixelReadout } from "../overlay/PixelReadout.tsx";
import type { UnderFields } from "../overlay/use-under-fields.ts";
import { withinImage } from "../overlay/within-image.ts";
import { describeCoverage } from "../words/describe-settings.ts";
import styles from "./DrawerLine.module.css";
import { useLasting } from "./use-lasting.ts";

/** Milliseconds after which a delay is noticeable. */
const NOTICEABLE = 400;

const WORK_TEXT: Readonly<Record<CellsWork["kind"], string>> = {
  predicting: "Predicting images",
  scoring: "Finding cells",
  comparing: "Comparing methods",
  fitting: "Optimising parameters",
  writing: "Writing masks",
};

/** The work in progress; a parameter search has no known end. */
function Work({ work }: { work: CellsWork }) {
  const text = WORK_TEXT[work.kind];
  if (work.total === 0) return <p className={styles.words}>{text}</p>;
  return (
    <div className={styles.progress}>
      <Progress label={text} done={work.done} total={work.total} />
    </div>
  );
}

export interface DrawerLineProps {
  readonly cells: FoundCells | null;
  /** The fields of the shown image; null without cells. */
  readonly fields: UnderFields | null;
  /** The images in scope. */
  readonly records: readonly ImageRecord[];
}

/** The one line below the image: the inspected pixel, else the work in progress, else what was found where. */
export function DrawerLine({ cells, fields, records }: DrawerLineProps) {
  const work = useCellsStore((state) => state.work);
  const message = useCellsStore((state) => state.message);
  const chosen = useOverlayView((view) => view.pixel);
  const gate = useInstanceSettings((settings) => settings.gate);
  const scope = useInstanceSettings((settings) => settings.scope);
  // Scores of the previous mask stay until those of the new one are computed.
  const scoredBy = useCellsStore(({ evaluation }) => evaluation?.gate);
  const preparing = useLasting(
    useCellsView((view) => view.preparing),
    NOTICEABLE,
  );
  const pixel = cells && withinImage(chosen, cells.field);
  const coverage = records.length === 0 ? "" : describeCoverage(scope, records, scoredBy ?? gate);
  return (
    <div className={styles.line}>
      {pixel && fields ? <PixelReadout cells={cells} fields={fields} pixel={pixel} /> : null}
      {!pixel && work ? <Work work={work} /> : null}
      {pixel || work || message ? null : <p className={styles.words}>{coverage}</p>}
      <p className={pixel || work ? "visually-hidden" : styles.message} role="status">
        {work ? "" : preparing ? "Predicting the shown image" : message}
      </p>
    </div>
  );
}
