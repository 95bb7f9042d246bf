import { Menu } from "@base-ui/react/menu";
import popup from "../controls/popup.module.css";
import { ToolMenu } from "./ToolMenu.tsx";

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
    <ToolMenu label="Download" icon="download" disabled={disabled}>
      {Object.entries(DOWNLOADS).map(([kind, label]) => (
        <Menu.Item key={kind} className={popup.item} onClick={() => onDownload(kind as DownloadKind)}>
          <span className={popup.words}>{label}</span>
        </Menu.Item>
      ))}
    </ToolMenu>
  );
}
