import { Fragment, useMemo } from "react";
import { counted } from "../../../core/counted.ts";
import { addsNothing, type Evaluation } from "../../../core/instances/evaluation.ts";
import { missingFor } from "../../../core/instances/method-needs.ts";
import { INSTANCE_METHODS, METHODS } from "../../../core/instances/parameters.ts";
import { type ComparedMethod, useCellsStore } from "../../../state/cells.ts";
import { useDatasetStore } from "../../../state/dataset.ts";
import { takeChoice, useInstanceSettings } from "../../../state/instance-settings.ts";
import { useRecipeStore } from "../../../state/recipe.ts";
import { useRunStore } from "../../../state/run.ts";
import { comparedCells, useShownCellsRevision } from "../../../state/shown-cells.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import type { FieldRenderer } from "../../canvas/field-renderer.ts";
import { countFound } from "../words/count-found.ts";
import { GATE_TEXT } from "../words/describe-settings.ts";
import { formatScore } from "../words/score-metrics.ts";
import { bestMethod } from "./best-method.ts";
import styles from "./MethodComparison.module.css";
import { MethodPreview } from "./MethodPreview.tsx";

interface CardProps {
  readonly compared: ComparedMethod;
  readonly cells: FoundCells | undefined;
  readonly best: boolean;
  readonly renderer: FieldRenderer;
}

/** Scores of the set, each beside the score of the connected components of the same mask. */
function Scores({ evaluation: { kaggle, ap50, components } }: { evaluation: Evaluation }) {
  return (
    <span className={styles.scores}>
      {components ? <span className={styles.componentsHead}>components</span> : null}
      {(
        [
          ["Kaggle", kaggle, components?.kaggle],
          ["AP50", ap50, components?.ap50],
        ] as const
      ).map(([name, own, ofComponents]) => (
        <Fragment key={name}>
          <span className={styles.scoreName}>{name}</span> <b>{formatScore(own)}</b>{" "}
          {ofComponents === undefined ? null : <span>{formatScore(ofComponents)}</span>}
        </Fragment>
      ))}
    </span>
  );
}

function Card({ compared: { choice, evaluation }, cells, best, renderer }: CardProps) {
  const taken = useInstanceSettings(({ method }) => method === choice.method);
  const isOld = useInstanceSettings(({ choices }) => choices[choice.method] !== choice);
  const normalisation = useRecipeStore(({ recipe }) => recipe.normalisation);
  const { title, sentence } = INSTANCE_METHODS[choice.method];
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.card}
        aria-pressed={taken}
        title={sentence}
        onClick={() => takeChoice(choice)}
      >
        {cells ? (
          <MethodPreview
            cells={cells}
            normalisation={normalisation}
            renderer={renderer}
            className={styles.image}
          />
        ) : null}
        <span className={styles.title}>
          {title}
          {best ? <span className={styles.best}>best</span> : null}
        </span>
        {evaluation ? (
          <>
            <Scores evaluation={evaluation} />
            {addsNothing(evaluation) ? (
              <span className={styles.numbers}>No better than the components</span>
            ) : null}
          </>
        ) : (
          <span className={styles.numbers}>no ground truth to score against</span>
        )}
        {cells ? (
          <span className={`${styles.numbers} ${styles.count}`}>
            {counted(countFound(cells), "cell")} here
          </span>
        ) : null}
        {isOld ? <span className={styles.numbers}>with earlier parameters</span> : null}
      </button>
    </li>
  );
}

/** Cells of the shown image by every method, with the scores of the set. */
export function MethodComparison({ renderer }: { renderer: FieldRenderer }) {
  const compared = useCellsStore((state) => state.compared);
  const trained = useRunStore((run) => run.trained);
  const revision = useShownCellsRevision((state) => state.revision);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cells change with the revision
  const cells = useMemo(() => comparedCells(), [revision]);
  const left = METHODS.filter((method) => missingFor(method, trained) !== null);
  const imageId = cells[0]?.key.imageId;
  const name = useDatasetStore(({ records }) => records.find(({ id }) => id === imageId)?.name);
  const best = bestMethod(compared);
  if (compared.length === 0) {
    return (
      <p className={styles.empty}>
        Press Compare methods: each method then finds the cells of all images in scope with its own
        parameters; those of the shown image are drawn here.
      </p>
    );
  }
  const gate = compared[0].evaluation?.gate;
  return (
    <div className={styles.comparison}>
      <ul className={styles.list}>
        {compared.map((one) => (
          <Card
            key={one.choice.method}
            compared={one}
            cells={cells.find(({ choice }) => choice.method === one.choice.method)}
            best={one.choice.method === best}
            renderer={renderer}
          />
        ))}
      </ul>
      {/* Below the cards, which therefore keep their place when it wraps. */}
      <p className={styles.words}>
        {name ? `${name}; scores of the set` : "Scores of the set"}
        {gate ? ` ${GATE_TEXT[gate]}` : ""}, beside those of the connected components of the same mask. Click
        a method to use it.
        {left.length > 0
          ? ` Not available without a trained network: ${left.map((method) => INSTANCE_METHODS[method].title.toLowerCase()).join(", ")}.`
          : ""}
      </p>
    </div>
  );
}
