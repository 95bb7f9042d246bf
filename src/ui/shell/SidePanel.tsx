import { Tabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import type { Step } from "../../state/view.ts";
import { STEPS } from "../../state/view.ts";
import { AugmentTab } from "../augment/AugmentTab.tsx";
import { CellsSide } from "../cells/CellsSide.tsx";
import { DataTab } from "../data/DataTab.tsx";
import { ExportTab } from "../export/ExportTab.tsx";
import { RecipeTab } from "../recipe/RecipeTab.tsx";
import styles from "./SidePanel.module.css";

function contentOf(step: Step, onFailure: (sentence: string) => void): ReactNode {
  switch (step) {
    case "images":
      return <DataTab onFailure={onFailure} />;
    case "check":
      return <AugmentTab />;
    case "train":
      return <RecipeTab />;
    case "cells":
      return <CellsSide />;
    case "export":
      return <ExportTab />;
  }
}

/** The settings of the current step. */
export function SidePanel({ onFailure }: { onFailure: (sentence: string) => void }) {
  return STEPS.map((step) => (
    <Tabs.Panel key={step} value={step} className={styles.panel} data-flush={step === "cells" || undefined}>
      {contentOf(step, onFailure)}
    </Tabs.Panel>
  ));
}
