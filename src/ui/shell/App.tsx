import { CSPProvider } from "@base-ui/react/csp-provider";
import { Tabs } from "@base-ui/react/tabs";
import { useCallback, useEffect, useLayoutEffect } from "react";
import { useContactSheet } from "../../state/contact-sheet.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { useOfferedRecipe } from "../../state/offered-recipe.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { takeFiles } from "../../state/take-files.ts";
import { showMain, useViewStore } from "../../state/view.ts";
import type { DroppedFile } from "../../workers/decode.protocol.ts";
import { useShortcuts } from "../commands/useShortcuts.ts";
import { DropOverlay } from "../drop/DropOverlay.tsx";
import { useFileDrop } from "../drop/useFileDrop.ts";
import { useFilePaste } from "../drop/useFilePaste.ts";
import { loadDialog } from "../loading/load-dialog.tsx";
import { loadPart } from "../loading/load-part.tsx";
import { StatusBar } from "../status/StatusBar.tsx";
import { applyTheme, useTheme } from "../theme/theme.ts";
import { Welcome } from "../welcome/Welcome.tsx";
import styles from "./App.module.css";
import { Header } from "./Header.tsx";
import { Lab } from "./Lab.tsx";
import { Notices } from "./Notices.tsx";
import { KEEPS_FOCUS, useKeptFocus } from "./use-kept-focus.ts";
import { useRevealedStep } from "./use-revealed-step.ts";

const ContactSheet = loadDialog(async () => (await import("../augment/ContactSheet.tsx")).ContactSheet);
const RecipeOffer = loadDialog(async () => (await import("../recipe/RecipeOffer.tsx")).RecipeOffer);

const TooltipLayer = loadPart(async () => (await import("../controls/TooltipLayer.tsx")).TooltipLayer);

/** Whether there is anything to work on, or the user has opened a step beyond that of the images. */
function useInLab(): boolean {
  const hasImages = useDatasetStore(({ records }) => records.length > 0);
  // A run and its curves stay visible even if the images are removed.
  const hasRun = useRunStore((run) => isActive(run.phase) || run.logRevision > 0);
  // Files without a partner can be paired by hand, even before there is any image.
  const hasRefused = useDatasetStore(({ refused }) => refused.length > 0);
  const isPairing = useViewStore((view) => view.main === "pairing") && hasRefused;
  const isBeyond = useViewStore((view) => view.step !== "images");
  return hasImages || hasRun || isPairing || isBeyond;
}

/** The complete page. */
export function App() {
  const theme = useTheme(useViewStore((view) => view.theme));
  const step = useViewStore((view) => view.step);
  const opened = useDatasetStore((dataset) => dataset.opened);
  const inLab = useInLab();
  const sheetOpen = useContactSheet(({ open }) => open);
  const isOffered = useOfferedRecipe(({ offered }) => offered !== null);
  useLayoutEffect(() => applyTheme(theme), [theme]);
  // Without images the view is reset: the next images are shown in the first view.
  useEffect(() => {
    if (opened && !inLab) showMain("fields");
  }, [opened, inLab]);
  useShortcuts();
  useKeptFocus();
  useRevealedStep();
  const onFailure = useCallback((sentence: string) => useDatasetStore.setState({ error: sentence }), []);
  const onFiles = useCallback((files: DroppedFile[]) => void takeFiles(files), []);
  const over = useFileDrop(onFiles, onFailure);
  useFilePaste(onFiles, onFailure);
  return (
    <CSPProvider disableStyleElements>
      <Tabs.Root value={step} className={styles.app} data-opening={!opened || undefined}>
        <Header />
        {!opened ? (
          <main />
        ) : inLab ? (
          <Lab theme={theme} onFailure={onFailure} />
        ) : (
          <div {...KEEPS_FOCUS} className={styles.welcome}>
            <Welcome onFailure={onFailure} />
            <div className={styles.notices}>
              <Notices />
            </div>
          </div>
        )}
        <StatusBar />
      </Tabs.Root>
      <ContactSheet open={sheetOpen} />
      <RecipeOffer open={opened && isOffered} />
      <TooltipLayer />
      {over ? <DropOverlay /> : null}
    </CSPProvider>
  );
}
