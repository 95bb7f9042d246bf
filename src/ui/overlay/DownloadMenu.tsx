import { Menu } from "@base-ui/react/menu";
import { Icon } from "../controls/Icon.tsx";
import popup from "../controls/popup.module.css";
import styles from "./OverlayTools.module.css";

/** Files that the curves can be saved as. */
export const DOWNLOADS = {
  svg: "Image for print (SVG)",
  png: "Image in pixels (PNG)",
  csv: "Table of all values (CSV)",
} as const;

export type DownloadKind = keyof typeof DOWNLOADS;

export interface DownloadMenuProps {
  readonly disabled: boolean;
  readonly onDownload: (kind: DownloadKind) => void;
}

/** Choice of the file to save. */
export function DownloadMenu({ disabled, onDownload }: DownloadMenuProps) {
  return (
    <Menu.Root modal={false} disabled={disabled}>
      <Menu.Trigger className={styles.trigger}>
        <Icon name="download" />
        Download
        <Icon name="chevron" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className={popup.layer}>
          <Menu.Popup className={popup.popup}>
            {Object.entries(DOWNLOADS).map(([kind, label]) => (
              <Menu.Item key={kind} className={popup.item} onClick={() => onDownload(kind as DownloadKind)}>
                <span className={popup.words}>{label}</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
