import { COMMANDS } from "../../state/commands.ts";
import { useFieldViewStore } from "../../state/field-view.ts";
import { showSource, showStale, useViewStore } from "../../state/view.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import { Button } from "../controls/Button.tsx";
import { Segmented } from "../controls/Segmented.tsx";
import { Switch } from "../controls/Switch.tsx";
import { ViewTools } from "../controls/ViewTools.tsx";
import styles from "./FieldBar.module.css";

const SOURCES = [
  { value: "whole", label: "Whole image" },
  { value: "roll", label: "Augmented crop" },
  { value: "training", label: "Training sample" },
] as const;

export interface FieldBarProps {
  /** Whether the panels are zoomed in. */
  readonly zoomed: boolean;
  readonly onFit: () => void;
}

/** The source of the panels, and how to change it. */
export function FieldBar({ zoomed, onFit }: FieldBarProps) {
  const source = useViewStore((view) => view.source);
  const staleShown = useViewStore((view) => view.staleShown);
  const preparing = useFieldViewStore((view) => view.preparing);
  return (
    <ViewTools>
      <div className={styles.bar}>
        <h2 className="visually-hidden">Fields</h2>
        <Segmented label="Show" labelHidden value={source} onChange={showSource} options={SOURCES} />
        <CommandButton command={COMMANDS.roll} icon="dice" />
        <div className={styles.stale}>
          <Switch label="Stale vectors" checked={staleShown} onChange={showStale} />
        </div>
        <p className={styles.words}>{preparing ? "Preparing" : ""}</p>
        <Button
          label="Fit"
          variant="quiet"
          disabled={!zoomed}
          onClick={onFit}
          title="Show the whole field (0)"
        />
      </div>
    </ViewTools>
  );
}
