import { Fragment } from "react";
import { counted } from "../../core/counted.ts";
import type { ImageRecord } from "../../core/dataset/image-record.ts";
import { useCellsStore } from "../../state/cells.ts";
import { recordsInScope } from "../../state/cells-scope.ts";
import { useRunStore } from "../../state/run.ts";
import type { FoundCells } from "../../workers/cells.protocol.ts";
import styles from "./FactsPanel.module.css";
import { METHOD_WORDS } from "./method-words.ts";
import { METRIC_GROUPS, metricInWords } from "./score-metrics.ts";
import { GATE_WORDS } from "./settings-words.ts";

export interface FactsPanelProps {
  /** Cells of the shown image. */
  readonly cells: FoundCells | null;
  /** The images in scope. */
  readonly records: readonly ImageRecord[];
}

/** By what the set was found, and what that means for its numbers. */
function SourceWords({ records }: Pick<FactsPanelProps, "records">) {
  const images = useCellsStore((cells) => cells.images);
  const evaluation = useCellsStore((cells) => cells.evaluation);
  const choice = useCellsStore((cells) => cells.choice);
  const trained = useRunStore((run) => run.trained.length > 0);
  if (!trained) return "Nothing is trained yet, so there is nothing to score.";
  if (!choice) return "Press Find cells to score all images in scope.";
  const found = images.reduce((sum, image) => sum + image.foundCells, 0);
  const title = METHOD_WORDS[choice.method].title;
  const scored = new Set(images.map(({ imageId }) => imageId));
  const others = scored.size !== records.length || records.some(({ id }) => !scored.has(id));
  const again = others ? " Other images are in scope now: press Find cells." : "";
  if (!evaluation) {
    return `${title} found ${counted(found, "cell")} in ${counted(images.length, "image")}. None of them has labels to score by.${again}`;
  }
  const gate = evaluation.gate ? ` ${GATE_WORDS[evaluation.gate]}` : "";
  const validating = new Set(recordsInScope("validation").map(({ id }) => id));
  const trains = images.some(({ imageId, score }) => score && !validating.has(imageId));
  const flattered = trains
    ? " Not all of them are validation images: those that trained flatter the numbers."
    : "";
  return `Set: ${title.toLowerCase()}${gate}; ${evaluation.foundCells} found, ${counted(evaluation.trueCells, "true cell")} in ${counted(evaluation.images, "image")}.${flattered}${again}`;
}

/** Whether the shown image trains, which its numbers should be read with. */
function ShownWords({ cells }: { cells: FoundCells }) {
  if (!cells.evaluation) return "The shown image has no labels.";
  const validates = recordsInScope("validation").some(({ id }) => id === cells.key.imageId);
  return `Shown: ${GATE_WORDS[cells.key.gate]}${validates ? "" : ", not a validation image"}.`;
}

/** Every number of the set beside those of the shown image. */
export function FactsPanel({ cells, records }: FactsPanelProps) {
  const evaluation = useCellsStore((state) => state.evaluation);
  const shown = cells?.evaluation ?? null;
  return (
    <section className={styles.panel} aria-label="Scores">
      <div className={styles.source}>
        <p>
          <SourceWords records={records} />
        </p>
        {cells ? (
          <p>
            <ShownWords cells={cells} />
          </p>
        ) : null}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label="Numbers">
        <table className={styles.table}>
          <caption className="visually-hidden">Scores of all images in scope and of the shown image</caption>
          <thead>
            <tr>
              <td />
              <th scope="col">Set</th>
              <th scope="col">Shown</th>
            </tr>
          </thead>
          <tbody>
            {METRIC_GROUPS.map(({ title, metrics }) => (
              <Fragment key={title}>
                <tr className={styles.group}>
                  <th scope="colgroup" colSpan={3}>
                    {title}
                  </th>
                </tr>
                {metrics.map((metric) => (
                  <tr key={metric.key} data-first={metric.key === "kaggle" || undefined}>
                    <th scope="row">
                      <abbr className={styles.name} title={metric.meaning}>
                        {metric.name}
                      </abbr>
                    </th>
                    <td>{metricInWords(metric, evaluation)}</td>
                    <td className={styles.shown}>{metricInWords(metric, shown)}</td>
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
