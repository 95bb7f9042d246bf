import { Menu } from "@base-ui/react/menu";
import type { ReactNode } from "react";
import { Icon, type IconName } from "../controls/Icon.tsx";
import popup from "../controls/popup.module.css";
import styles from "./OverlayTools.module.css";

export interface ToolMenuProps {
  readonly label: string;
  readonly icon: IconName;
  readonly disabled?: boolean;
  /** The items. */
  readonly children: ReactNode;
}

/** A menu of the tools above the curves. */
export function ToolMenu({ label, icon, disabled = false, children }: ToolMenuProps) {
  return (
    <Menu.Root modal={false} disabled={disabled}>
      <Menu.Trigger className={styles.trigger}>
        <Icon name={icon} />
        {label}
        <Icon name="chevron" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className={popup.layer}>
          <Menu.Popup className={popup.popup}>{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
