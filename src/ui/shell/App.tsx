import { CSPProvider } from "@base-ui/react/csp-provider";
import { type CSSProperties, useCallback, useEffect, useLayoutEffect, useState } from "react";
import { useDatasetStore } from "../../state/dataset.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { takeFiles } from "../../state/take-files.ts";
import { type MainView, showMain, useViewStore } from "../../state/view.ts";
import type { DroppedFile } from "../../workers/decode.protocol.ts";
import { CellsPanel } from "../cells/CellsPanel.tsx";
import { useShortcuts } from "../commands/useShortcuts.ts";
import { RunCurvesPanel } from "../curves/RunCurvesPanel.tsx";
import { ImportStatus } from "../data/ImportStatus.tsx";
import { OfferedPairs } from "../data/OfferedPairs.tsx";
import { PairingOffer } from "../data/PairingOffer.tsx";
import { StorageLines } from "../data/StorageLines.tsx";
import { DropOverlay } from "../drop/DropOverlay.tsx";
import { useFileDrop } from "../drop/useFileDrop.ts";
import { useFilePaste } from "../drop/useFilePaste.ts";
import { EnginePanel } from "../engine/EnginePanel.tsx";
import { PairingPanel } from "../pairing/PairingPanel.tsx";
import { FieldPanels } from "../panels/FieldPanels.tsx";
import { StatusBar } from "../status/StatusBar.tsx";
import { applyTheme, useTheme } from "../theme/theme.ts";
import { Welcome } from "../welcome/Welcome.tsx";
import styles from "./App.module.css";
import { Header } from "./Header.tsx";
import { NetworkLines } from "./NetworkLines.tsx";
import { Problems } from "./Problems.tsx";
import { SidePanel, type SidePanelProps, type TabName } from "./SidePanel.tsx";
import { Splitter } from "./Splitter.tsx";
import { KEEPS_FOCUS, useKeptFocus } from "./use-kept-focus.ts";

/** Initial height of the curves below each view, before the user drags the splitter. */
const CURVES_PERCENT: Readonly<Record<MainView, number>> = {
  fields: 32,
  cells: 32,
  engine: 30,
  pairing: 30,
};

function MainPart({ theme }: { theme: string }) {
  const main = useViewStore((view) => view.main);
  if (main === "cells") return <CellsPanel theme={theme} />;
  if (main === "engine") return <EnginePanel theme={theme} />;
  return main === "pairing" ? <PairingPanel /> : <FieldPanels />;
}

interface LabProps extends SidePanelProps {
  readonly theme: string;
}

function Lab({ theme, ...side }: LabProps) {
  const main = useViewStore((view) => view.main);
  const running = useRunStore((run) => isActive(run.phase));
  const [curvesPercent, setCurvesPercent] = useState(CURVES_PERCENT);
  const changeHeight = (percent: number) => setCurvesPercent((old) => ({ ...old, [main]: percent }));
  // Other views need the height, but a run is monitored from any view.
  const alone = main !== "fields" && !running;
  return (
    <div className={styles.lab}>
      <aside {...KEEPS_FOCUS} className={styles.side} aria-label="Data and settings">
        <SidePanel {...side} />
      </aside>
      <main
        className={styles.main}
        data-alone={alone || undefined}
        style={{ "--curves": `${curvesPercent[main]}%` } as CSSProperties}
      >
        <div className={styles.fields}>
          <MainPart theme={theme} />
        </div>
        {alone ? null : (
          <>
            <Splitter label="Height of the curves" percent={curvesPercent[main]} onChange={changeHeight} />
            <div className={styles.curves}>
              <RunCurvesPanel theme={theme} />
            </div>
          </>
        )}
      </main>
    </div>
  );
}

/** The complete page. */
export function App() {
  const theme = useTheme(useViewStore((view) => view.theme));
  const opened = useDatasetStore((dataset) => dataset.opened);
  const hasImages = useDatasetStore(({ records }) => records.length > 0);
  // A run and its curves stay visible even if the images are removed.
  const hasRun = useRunStore((run) => isActive(run.phase) || run.logRevision > 0);
  // Files without a partner can be paired by hand, even before there is any image.
  const pairingShown = useViewStore((view) => view.main === "pairing");
  const hasRefused = useDatasetStore(({ refused }) => refused.length > 0);
  const inLab = hasImages || hasRun || (pairingShown && hasRefused);
  const [tab, setTab] = useState<TabName>("data");
  useLayoutEffect(() => applyTheme(theme), [theme]);
  // Without images the view is reset: the next images are shown in the first view.
  useEffect(() => {
    if (opened && !inLab) showMain("fields");
  }, [opened, inLab]);
  useShortcuts();
  useKeptFocus();
  const onFailure = useCallback((sentence: string) => useDatasetStore.setState({ error: sentence }), []);
  const onFiles = useCallback((files: DroppedFile[]) => void takeFiles(files), []);
  const over = useFileDrop(onFiles, onFailure);
  useFilePaste(onFiles, onFailure);
  return (
    <CSPProvider disableStyleElements>
      <div className={styles.app}>
        <Header />
        {!opened ? (
          <main />
        ) : inLab ? (
          <Lab theme={theme} tab={tab} onTab={setTab} onFailure={onFailure} />
        ) : (
          <div {...KEEPS_FOCUS} className={styles.welcome}>
            <Welcome onFailure={onFailure} />
          </div>
        )}
        <div>
          {/* Below what is looked at and pressed, so that nothing moves when a notice comes or goes. */}
          <div className={styles.notices}>
            <Problems />
            <ImportStatus />
            <StorageLines />
            <NetworkLines />
            {opened ? <OfferedPairs /> : null}
            {opened && !pairingShown ? <PairingOffer /> : null}
          </div>
          <StatusBar />
        </div>
      </div>
      {over ? <DropOverlay /> : null}
    </CSPProvider>
  );
}
