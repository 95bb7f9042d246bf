import { Menu } from "@base-ui/react/menu";
import { CURVE_MEASURES, type CurveMeasure, MEASURES } from "../../core/curves/curve-measures.ts";
import { showChart } from "../../state/overlay.ts";
import { Icon } from "../controls/Icon.tsx";
import popup from "../controls/popup.module.css";
import styles from "./OverlayTools.module.css";
import { ToolMenu } from "./ToolMenu.tsx";

export interface ChartsMenuProps {
  readonly open: readonly CurveMeasure[];
  readonly measured: ReadonlySet<CurveMeasure>;
}

/** Choice of the charts; those that no run has measured say so. */
export function ChartsMenu({ open, measured }: ChartsMenuProps) {
  return (
    <ToolMenu label="Charts" icon="fields">
      {MEASURES.map((measure) => (
        <Menu.CheckboxItem
          key={measure}
          className={popup.item}
          checked={open.includes(measure)}
          onCheckedChange={(isOpen) => showChart(measure, isOpen)}
          closeOnClick={false}
        >
          <Menu.CheckboxItemIndicator className={popup.mark}>
            <Icon name="check" />
          </Menu.CheckboxItemIndicator>
          <span className={popup.words}>
            {CURVE_MEASURES[measure].title}
            {measured.has(measure) ? null : <span className={styles.absent}> · not measured</span>}
          </span>
        </Menu.CheckboxItem>
      ))}
    </ToolMenu>
  );
}
