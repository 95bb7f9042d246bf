import { useState } from "react";
import { missingFor } from "../../core/instances/method-needs.ts";
import { INSTANCE_METHODS } from "../../core/instances/parameters.ts";
import {
  MASK_FORMAT_TITLES,
  type MaskFormat,
  OTHER_FORMATS,
  USUAL_FORMATS,
} from "../../core/mask-formats.ts";
import { gateOfAll } from "../../core/recipe/gate-of.ts";
import { useCellsStore } from "../../state/cells.ts";
import { NOTHING_IN_SCOPE, recordsInScope } from "../../state/cells-scope.ts";
import { cancelCells } from "../../state/cells-work.ts";
import { exportMasks } from "../../state/export-masks.ts";
import { exportScope } from "../../state/export-scope.ts";
import { chooseScope, type Scope, useInstanceSettings } from "../../state/instance-settings.ts";
import { chooseFormat, useMaskFormats } from "../../state/mask-format-choice.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { SCOPES } from "../cells/scopes.ts";
import { describeCoverage } from "../cells/words/describe-settings.ts";
import { Button } from "../controls/Button.tsx";
import { Notice } from "../controls/Notice.tsx";
import { Progress } from "../controls/Progress.tsx";
import { Section } from "../controls/Section.tsx";
import { Segmented } from "../controls/Segmented.tsx";
import { Switch } from "../controls/Switch.tsx";
import { useSplit } from "../data/use-split.ts";
import styles from "./ExportTab.module.css";

/** Outcome of the last export. */
interface Outcome {
  readonly message: string;
  readonly error: string | null;
}

/** Contents of the zip, or what is missing for one. */
function useCoverage(): { scope: Scope; text: string; possible: boolean } {
  const { gate, method, testTimeAugmentation } = useInstanceSettings();
  useSplit();
  const trained = useRunStore((run) => run.trained);
  const running = useRunStore((run) => isActive(run.phase));
  const scope = exportScope();
  if (trained.length === 0) {
    return { scope, text: "Masks need trained networks. Train them, or import weights.", possible: false };
  }
  const records = recordsInScope(scope);
  if (records.length === 0) return { scope, text: NOTHING_IN_SCOPE[scope], possible: false };
  const missing = missingFor(method, trained);
  if (missing) return { scope, text: missing, possible: false };
  const turned = testTimeAugmentation ? ", with test-time augmentation" : "";
  const how = `${INSTANCE_METHODS[method].title.toLowerCase()}${turned}`;
  const answer =
    gateOfAll(records, gate) === "true" ? " Masks of labelled images are limited to their true mask." : "";
  const text = `${describeCoverage(scope, records, gate)}; ${how}. Mask and method are chosen in the view Cells (I).${answer}`;
  return { scope, text, possible: !running };
}

/** A switch for each of some formats. */
function FormatSwitches({ formats }: { formats: readonly MaskFormat[] }) {
  const chosen = useMaskFormats((state) => state.chosen);
  return formats.map((format) => (
    <Switch
      key={format}
      label={MASK_FORMAT_TITLES[format]}
      checked={chosen.includes(format)}
      onChange={(isWanted) => chooseFormat(format, isWanted)}
    />
  ));
}

/** The usual formats, and the others, which are folded unless one of them was chosen before. */
function FormatChoice() {
  const chosen = useMaskFormats((state) => state.chosen);
  const others = OTHER_FORMATS.filter((format) => chosen.includes(format)).length;
  const [openAtFirst] = useState(others > 0);
  return (
    <>
      <FormatSwitches formats={USUAL_FORMATS} />
      <details className={styles.more} open={openAtFirst}>
        <summary>
          {OTHER_FORMATS.length} more formats{others > 0 ? `, ${others} chosen` : ""}
        </summary>
        <FormatSwitches formats={OTHER_FORMATS} />
      </details>
    </>
  );
}

/** The masks of the images in scope as one zip. */
export function MasksSection() {
  const formats = useMaskFormats((state) => state.chosen);
  const work = useCellsStore((cells) => cells.work);
  // The message about the last export is removed when scope or settings change.
  const message = useCellsStore((cells) => cells.message);
  const error = useCellsStore((cells) => cells.error);
  const [outcome, setOutcome] = useState<Outcome>({ message: "", error: null });
  const { scope, text, possible } = useCoverage();
  return (
    <Section title="Masks">
      <div className={styles.buttons}>
        <Segmented label="Images" value={scope} onChange={chooseScope} options={SCOPES} />
      </div>
      <p className={styles.words}>{text}</p>
      <FormatChoice />
      <div className={styles.buttons}>
        <Button
          label="Export masks"
          icon="download"
          disabled={!possible || work !== null || formats.length === 0}
          onClick={async () => {
            setOutcome({ message: "", error: null });
            await exportMasks(formats);
            setOutcome(useCellsStore.getState());
          }}
        />
        {work ? <Button label="Cancel" onClick={cancelCells} /> : null}
      </div>
      {work && work.total > 0 ? (
        <Progress
          label={work.kind === "writing" ? "Writing masks" : "Predicting and finding cells"}
          done={work.done}
          total={work.total}
        />
      ) : null}
      <p role="status">{outcome.message === message ? message : ""}</p>
      {error === null || outcome.error !== error ? null : <Notice kind="danger">{error}</Notice>}
    </Section>
  );
}
