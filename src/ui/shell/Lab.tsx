import { type CSSProperties, memo, useState } from "react";
import type { MainView } from "../../state/main-views.ts";
import { useRunStore } from "../../state/run.ts";
import { showCurves, useViewStore } from "../../state/view.ts";
import { ViewToolsSlot } from "../controls/ViewTools.tsx";
import { RunCurvesPanel } from "../curves/RunCurvesPanel.tsx";
import { FieldPanels } from "../panels/FieldPanels.tsx";
import styles from "./Lab.module.css";
import { Notices } from "./Notices.tsx";
import { SidePanel } from "./SidePanel.tsx";
import { Splitter } from "./Splitter.tsx";
import { useAfterPaint } from "./use-after-paint.ts";
import { KEEPS_FOCUS } from "./use-kept-focus.ts";
import { ViewTabs } from "./ViewTabs.tsx";
import { CellsPanel, EnginePanel, PairingPanel, RunsPanel } from "./view-parts.ts";

/** Initial height of the open curves, before the user drags the splitter. */
const CURVES_PERCENT = 32;

interface MainViewProps {
  readonly view: MainView;
  readonly theme: string;
}

function MainViewContent({ view, theme }: MainViewProps) {
  if (view === "cells") return <CellsPanel theme={theme} />;
  if (view === "engine") return <EnginePanel theme={theme} />;
  if (view === "runs") return <RunsPanel />;
  return view === "pairing" ? <PairingPanel /> : <FieldPanels />;
}

/** The view with its row of tabs and tools, and the curves below it. */
const Main = memo(function Main({ view, theme }: MainViewProps) {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const [percent, setPercent] = useState(CURVES_PERCENT);
  const hasRun = useRunStore(({ startedAt }) => startedAt !== null && startedAt >= performance.timeOrigin);
  // The fields need the curves beside them from the start of training; other views need the height. Curves of
  // an earlier visit stay folded: they arrive when the page has long been laid out.
  const isOpen = useViewStore(({ curvesOpen }) => curvesOpen[view] ?? (hasRun && view === "fields"));
  return (
    <main
      {...KEEPS_FOCUS}
      className={styles.main}
      data-folded={!isOpen || undefined}
      style={{ "--curves": `${percent}%` } as CSSProperties}
    >
      <div className={styles.bar}>
        <ViewTabs />
        <div ref={setSlot} className={styles.tools} />
      </div>
      <div className={styles.view}>
        <ViewToolsSlot value={slot}>
          <MainViewContent view={view} theme={theme} />
        </ViewToolsSlot>
      </div>
      {isOpen ? <Splitter label="Height of the curves" percent={percent} onChange={setPercent} /> : null}
      <div className={styles.curves}>
        <RunCurvesPanel theme={theme} open={isOpen} onOpen={(open) => showCurves(view, open)} />
      </div>
    </main>
  );
});

export interface LabProps {
  readonly theme: string;
  readonly onFailure: (sentence: string) => void;
}

/** The side panel with the settings of the step, and the view. */
export function Lab({ theme, onFailure }: LabProps) {
  const step = useViewStore((state) => state.step);
  const view = useViewStore(({ main }) => main);
  // The tabs answer at once.
  const shownStep = useAfterPaint(step);
  const shownView = useAfterPaint(view);
  const sideOpen = useViewStore((state) => state.sideOpen);
  return (
    <div className={styles.lab} data-side={sideOpen ? "open" : "folded"}>
      <aside {...KEEPS_FOCUS} className={styles.side} aria-label="Settings">
        {sideOpen ? <SidePanel step={step} shown={shownStep} onFailure={onFailure} /> : null}
        <Notices />
      </aside>
      <Main view={shownView} theme={theme} />
    </div>
  );
}
