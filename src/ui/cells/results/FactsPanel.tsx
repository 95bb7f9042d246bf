import { counted } from "../../../core/counted.ts";
import type { ImageRecord } from "../../../core/dataset/image-record.ts";
import { addsNothing } from "../../../core/instances/evaluation.ts";
import { INSTANCE_METHODS } from "../../../core/instances/parameters.ts";
import { useCellsStore } from "../../../state/cells.ts";
import { recordsInScope } from "../../../state/cells-scope.ts";
import { COMMANDS } from "../../../state/commands.ts";
import { useRunStore } from "../../../state/run.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import { CommandButton } from "../../commands/CommandButton.tsx";
import { GATE_TEXT, NO_BETTER } from "../words/describe-settings.ts";
import styles from "./FactsPanel.module.css";
import { FactsTable } from "./FactsTable.tsx";

export interface FactsPanelProps {
  /** Cells of the shown image. */
  readonly cells: FoundCells | null;
  /** The images in scope. */
  readonly records: readonly ImageRecord[];
}

/** The method behind the results, and what it implies for the scores. */
function SourceText({ records }: Pick<FactsPanelProps, "records">) {
  const images = useCellsStore((cells) => cells.images);
  const evaluation = useCellsStore((cells) => cells.evaluation);
  const choice = useCellsStore((cells) => cells.choice);
  if (!choice) return "Press Find cells to score all images in scope.";
  const found = images.reduce((sum, image) => sum + image.foundCells, 0);
  const title = INSTANCE_METHODS[choice.method].title;
  const scored = new Set(images.map(({ imageId }) => imageId));
  const others = scored.size !== records.length || records.some(({ id }) => !scored.has(id));
  const again = others ? " Selection changed. Run Find cells again." : "";
  if (!evaluation) {
    return `${title} found ${counted(found, "cell")} in ${counted(images.length, "image")}. None of them has ground truth to score against.${again}`;
  }
  const gate = evaluation.gate ? ` ${GATE_TEXT[evaluation.gate]}` : "";
  const validating = new Set(recordsInScope("validation").map(({ id }) => id));
  const trains = images.some(({ imageId, score }) => score && !validating.has(imageId));
  const optimistic = trains
    ? " Not all of them are validation images: scores on training images are optimistic."
    : "";
  const nothing = addsNothing(evaluation) ? ` ${NO_BETTER}` : "";
  return `Set: ${title.toLowerCase()}${gate}; ${evaluation.foundCells} found, ${counted(evaluation.trueCells, "true cell")} in ${counted(evaluation.images, "image")}.${nothing}${optimistic}${again}`;
}

/** The gate of the shown image, and whether it is a validation image. */
function ShownText({ cells }: { cells: FoundCells }) {
  if (!cells.evaluation) return "The shown image has no labels.";
  const validates = recordsInScope("validation").some(({ id }) => id === cells.key.imageId);
  return `Shown: ${GATE_TEXT[cells.key.gate]}${validates ? "" : ", not a validation image"}.`;
}

/** Every metric of the set beside that of the shown image. */
export function FactsPanel({ cells, records }: FactsPanelProps) {
  const evaluation = useCellsStore((state) => state.evaluation);
  const trained = useRunStore((run) => run.trained.length > 0);
  const shown = cells?.evaluation ?? null;
  if (!trained) {
    return (
      <section className={styles.nothing} aria-label="Scores">
        <p>Scores of the cells appear here after training.</p>
        <CommandButton command={COMMANDS.train} icon="play" variant="primary" />
      </section>
    );
  }
  return (
    <section className={styles.panel} aria-label="Scores">
      <div className={styles.source}>
        <p>
          <SourceText records={records} />
        </p>
        {cells ? (
          <p>
            <ShownText cells={cells} />
          </p>
        ) : null}
      </div>
      {evaluation || shown ? (
        <div className={styles.scroll}>
          <FactsTable set={evaluation} shown={shown} />
        </div>
      ) : null}
    </section>
  );
}
