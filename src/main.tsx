import "./platform/replace-refused-storage.ts";
import { createRoot } from "react-dom/client";
import { openStoredQueue } from "./state/act-on-queue.ts";
import { watchCells } from "./state/cells-view.ts";
import { markOpened } from "./state/dataset.ts";
import { openDataset } from "./state/dataset-images.ts";
import { watchDevice } from "./state/device.ts";
import { watchFieldView } from "./state/field-view.ts";
import { watchPipeline } from "./state/follow-pipeline.ts";
import { openAssignments } from "./state/image-sets.ts";
import { openSettings, watchSettings } from "./state/keep-settings.ts";
import { watchLeaving } from "./state/leaving.ts";
import { watchMemory } from "./state/memory.ts";
import { watchMissingCode } from "./state/missing-code.ts";
import { watchNetworkHistory } from "./state/network-history.ts";
import { watchRecipeLink } from "./state/offered-recipe.ts";
import { watchOfflineUse } from "./state/offline.ts";
import { openEarlier } from "./state/open-earlier.ts";
import { watchOtherTabs } from "./state/other-tabs.ts";
import { openSavedRecipes } from "./state/saved-recipes.ts";
import { useViewStore } from "./state/view.ts";
import { preloadParts } from "./ui/loading/preload-parts.ts";
import { App } from "./ui/shell/App.tsx";
import { loadShown } from "./ui/shell/view-parts.ts";
import "./ui/theme/tokens.css";
import "./ui/theme/base.css";
import "./ui/theme/forced-colours.css";

const root = createRoot(document.getElementById("app")!);

watchMissingCode();
openSettings();
openSavedRecipes();
watchRecipeLink();
root.render(<App />);
watchPipeline();
watchSettings();
watchFieldView();
watchCells();
watchMemory();
watchNetworkHistory();
watchLeaving();
// What follows work rather than shows images comes after the first view.
void import("./state/watch-work.ts").then(({ watchWork }) => {
  watchWork(async (request) => (await import("./ui/overlay/plot-runs.ts")).plotRuns(request));
});
openEarlier();
watchOfflineUse();
void openStoredQueue();
watchDevice();
void preloadParts();
void open();

/** Shows the images of earlier visits in the view that was left. Parts of the page import this module: it must not wait. */
async function open(): Promise<void> {
  const { main, step } = useViewStore.getState();
  await Promise.all([openDataset(), openAssignments(), loadShown(main, step)]);
  watchOtherTabs();
  markOpened();
}
