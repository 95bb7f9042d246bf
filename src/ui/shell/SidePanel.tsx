import { useState } from "react";
import { AugmentTab } from "../augment/AugmentTab.tsx";
import { Tabs } from "../controls/Tabs.tsx";
import { DataTab } from "../data/DataTab.tsx";
import { ExportTab } from "../export/ExportTab.tsx";
import { RecipeTab } from "../recipe/RecipeTab.tsx";

type TabName = "data" | "augment" | "recipe" | "export";

/** Data, settings and files, one page of them at a time. */
export function SidePanel({ onFailure }: { onFailure: (sentence: string) => void }) {
  const [tab, setTab] = useState<TabName>("data");
  return (
    <Tabs
      label="Data and settings"
      value={tab}
      onChange={setTab}
      tabs={[
        { name: "data", label: "Data", content: <DataTab onFailure={onFailure} /> },
        { name: "augment", label: "Augment", content: <AugmentTab /> },
        { name: "recipe", label: "Recipe", content: <RecipeTab /> },
        { name: "export", label: "Export", content: <ExportTab /> },
      ]}
    />
  );
}
