import { useCellsStore } from "../../state/cells.ts";
import { cancelCells } from "../../state/cells-work.ts";
import { COMMANDS } from "../../state/commands.ts";
import { chooseScope, useInstanceSettings } from "../../state/instance-settings.ts";
import { ContrastButton } from "../canvas/ContrastButton.tsx";
import { CommandButton } from "../commands/CommandButton.tsx";
import { Button } from "../controls/Button.tsx";
import { Segmented } from "../controls/Segmented.tsx";
import styles from "./CellsTools.module.css";
import { showUnder, useOverlayView } from "./overlay/overlay-view.ts";
import { UNDER_FIELDS, type UnderName } from "./overlay/under-fields.ts";
import { SCOPES } from "./scopes.ts";

const UNDER_TITLES: Readonly<Record<UnderName, string>> = {
  image: "Image",
  level: "Level",
  direction: "Direction",
  mask: "Mask",
};

/** Tools of the view of the cells in one line: the images in scope, the search, and the field below the cells. */
export function CellsTools() {
  const scope = useInstanceSettings((settings) => settings.scope);
  const working = useCellsStore((cells) => cells.work !== null);
  const under = useOverlayView((view) => view.under);
  return (
    <div className={styles.tools}>
      <Segmented label="Images in scope" labelHidden value={scope} onChange={chooseScope} options={SCOPES} />
      {working ? (
        <Button label="Cancel" className={styles.act} onClick={cancelCells} />
      ) : (
        <span className={styles.act}>
          <CommandButton command={COMMANDS.findCells} icon="cells" variant="primary" />
        </span>
      )}
      <div className={styles.end}>
        <Segmented
          label="Under the cells"
          labelHidden
          value={under}
          onChange={showUnder}
          options={UNDER_FIELDS.map((value) => ({ value, label: UNDER_TITLES[value] }))}
        />
        <ContrastButton />
      </div>
    </div>
  );
}
