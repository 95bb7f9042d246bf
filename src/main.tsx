import { createRoot } from "react-dom/client";
import { watchCells } from "./state/cells-view.ts";
import { openDataset } from "./state/dataset.ts";
import { probeDevice } from "./state/device.ts";
import { watchEnginePanel } from "./state/engine-panel.ts";
import { openExclusions } from "./state/exclusion.ts";
import { watchFieldView } from "./state/field-view.ts";
import { watchMemory } from "./state/memory.ts";
import { offerScripting } from "./state/scripting.ts";
import { App } from "./ui/shell/App.tsx";
import "./ui/theme/tokens.css";
import "./ui/theme/base.css";

const root = createRoot(document.getElementById("app")!);

root.render(<App opened={false} />);
watchFieldView();
watchCells();
watchMemory();
watchEnginePanel();
offerScripting();
void probeDevice();
await Promise.all([openDataset(), openExclusions()]);
root.render(<App opened />);
