import { COMMANDS } from "../../state/commands.ts";
import { MAIN_VIEWS, type MainView } from "../../state/main-views.ts";
import { useViewStore } from "../../state/view.ts";
import { formatShortcut } from "../commands/format-shortcut.ts";
import { useWhyNot } from "../commands/useWhyNot.ts";
import { IconButton } from "../controls/IconButton.tsx";
import { Tooltip } from "../controls/Tooltip.tsx";
import styles from "./ViewTabs.module.css";

function ViewTab({ view }: { view: MainView }) {
  const command = COMMANDS[view];
  const why = useWhyNot(command);
  const shown = useViewStore(({ main }) => main === view);
  return (
    <Tooltip
      text={why ?? `Show ${command.label.toLowerCase()}`}
      shortcut={why === null ? formatShortcut(command.shortcut) : undefined}
    >
      <button
        type="button"
        className={styles.tab}
        aria-pressed={shown}
        aria-keyshortcuts={command.shortcut}
        aria-disabled={why !== null}
        aria-description={why ?? undefined}
        onClick={() => why === null && !shown && command.run()}
      >
        {command.label}
      </button>
    </Tooltip>
  );
}

/** The views in the middle of the page, always at the same place, and the button that folds the side panel. */
export function ViewTabs() {
  const sideOpen = useViewStore((view) => view.sideOpen);
  const { side } = COMMANDS;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for things to fill in
    <div className={styles.views} role="group" aria-label="View">
      <IconButton
        label={sideOpen ? "Fold the side panel" : "Open the side panel"}
        icon="side"
        shortcut={formatShortcut(side.shortcut)}
        aria-expanded={sideOpen}
        data-opens-side={!sideOpen || undefined}
        onClick={side.run}
      />
      {MAIN_VIEWS.map((view) => (
        <ViewTab key={view} view={view} />
      ))}
    </div>
  );
}
