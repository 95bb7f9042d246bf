import { Tabs } from "@base-ui/react/tabs";
import { memo, useLayoutEffect, useRef } from "react";
import type { Step } from "../../state/view.ts";
import { DataTab } from "../data/DataTab.tsx";
import styles from "./SidePanel.module.css";
import { AugmentTab, CellsSide, ExportTab, RecipeTab } from "./view-parts.ts";

interface ContentProps {
  readonly step: Step;
  readonly onFailure: (sentence: string) => void;
}

const Content = memo(function Content({ step, onFailure }: ContentProps) {
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
});

export interface SidePanelProps extends ContentProps {
  /** The step whose settings are drawn: another one until the page was painted with the present one. */
  readonly shown: Step;
}

/** The settings of the current step. */
export function SidePanel({ step, shown, onFailure }: SidePanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every step starts at its top
  useLayoutEffect(() => {
    if (panel.current) panel.current.scrollTop = 0;
  }, [shown]);
  return (
    <Tabs.Panel
      ref={panel}
      value={step}
      className={styles.panel}
      data-flush={shown === "cells" || undefined}
      aria-busy={shown !== step || undefined}
    >
      <Content key={shown} step={shown} onFailure={onFailure} />
    </Tabs.Panel>
  );
}
