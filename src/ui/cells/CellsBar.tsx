import type { ImageRecord } from "../../core/dataset/image-record.ts";
import { type CellsWork, useCellsStore } from "../../state/cells.ts";
import { useCellsView } from "../../state/cells-view.ts";
import { cancelCells } from "../../state/cells-work.ts";
import { COMMANDS } from "../../state/commands.ts";
import {
  chooseScope,
  chooseTestTimeAugmentation,
  useInstanceSettings,
} from "../../state/instance-settings.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import { Button } from "../controls/Button.tsx";
import { Progress } from "../controls/Progress.tsx";
import { Segmented } from "../controls/Segmented.tsx";
import { Switch } from "../controls/Switch.tsx";
import { ViewTools } from "../controls/ViewTools.tsx";
import bar from "../controls/view-bar.module.css";
import styles from "./CellsBar.module.css";
import { GateControl } from "./methods/GateControl.tsx";
import { SCOPES } from "./scopes.ts";
import { useLasting } from "./use-lasting.ts";

const AUGMENTATION_HINT =
  "Test-time augmentation: each image is predicted in its eight rotations and mirror images, and the results are averaged. Better, but eight times slower.";

/** Milliseconds after which a delay is noticeable. */
const NOTICEABLE = 400;

const WORK_TEXT: Readonly<Record<CellsWork["kind"], string>> = {
  predicting: "Predicting images",
  scoring: "Finding cells",
  comparing: "Comparing methods",
  fitting: "Fitting parameters",
  writing: "Writing masks",
};

/** The work in progress; a parameter search has no known end. */
function Work({ work }: { work: CellsWork }) {
  return (
    <>
      <div className={styles.progress}>
        {work.total > 0 ? (
          <Progress label={WORK_TEXT[work.kind]} done={work.done} total={work.total} />
        ) : (
          <p className={bar.words}>{WORK_TEXT[work.kind]}</p>
        )}
      </div>
      <Button label="Cancel" onClick={cancelCells} />
    </>
  );
}

/**
 * The images in scope, the mask in use, and the buttons that find cells; `records` are the images in scope.
 */
export function CellsBar({ records }: { records: readonly ImageRecord[] }) {
  const scope = useInstanceSettings((settings) => settings.scope);
  const testTimeAugmentation = useInstanceSettings((settings) => settings.testTimeAugmentation);
  const work = useCellsStore((cells) => cells.work);
  const message = useCellsStore((cells) => cells.message);
  const preparing = useLasting(
    useCellsView((view) => view.preparing),
    NOTICEABLE,
  );
  return (
    <ViewTools>
      <div className={bar.bar}>
        <div className={styles.group}>
          <h2 className="visually-hidden">Cells</h2>
          <Segmented label="Images" labelHidden value={scope} onChange={chooseScope} options={SCOPES} />
          <GateControl records={records} />
          <div className={styles.augmentation} title={AUGMENTATION_HINT}>
            <Switch
              label="Test-time augmentation (8×)"
              checked={testTimeAugmentation}
              onChange={chooseTestTimeAugmentation}
              explanation={AUGMENTATION_HINT}
            />
          </div>
        </div>
        <div className={styles.group} data-actions>
          {work ? (
            <Work work={work} />
          ) : (
            <>
              <CommandButton command={COMMANDS.findCells} icon="cells" variant="primary" />
              <CommandButton command={COMMANDS.compareMethods} icon="compare" />
            </>
          )}
          <p className={bar.words} role="status">
            {work ? "" : preparing ? "Preparing the shown image" : message}
          </p>
        </div>
      </div>
    </ViewTools>
  );
}
