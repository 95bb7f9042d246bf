import { AugmentTab } from "../augment/AugmentTab.tsx";
import { Tabs } from "../controls/Tabs.tsx";
import { DataTab } from "../data/DataTab.tsx";
import { ExportTab } from "../export/ExportTab.tsx";
import { RecipeTab } from "../recipe/RecipeTab.tsx";

export type TabName = "data" | "augment" | "recipe" | "export";

export interface SidePanelProps {
  readonly tab: TabName;
  readonly onTab: (tab: TabName) => void;
  readonly onFailure: (sentence: string) => void;
}

/** Tabs for data, settings and files. */
export function SidePanel({ tab, onTab, onFailure }: SidePanelProps) {
  return (
    <Tabs
      label="Data and settings"
      value={tab}
      onChange={onTab}
      tabs={[
        { name: "data", label: "Data", content: <DataTab onFailure={onFailure} /> },
        { name: "augment", label: "Augment", content: <AugmentTab /> },
        { name: "recipe", label: "Recipe", content: <RecipeTab /> },
        { name: "export", label: "Export", content: <ExportTab /> },
      ]}
    />
  );
}
