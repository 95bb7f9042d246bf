import { ViewTools } from "../controls/ViewTools.tsx";
import { CellsTools } from "./CellsTools.tsx";
import { CellsView } from "./CellsView.tsx";

/** The view of the cells, with its tools in the row of view tabs. */
export function CellsPanel({ theme }: { theme: string }) {
  return (
    <>
      <ViewTools>
        <CellsTools />
      </ViewTools>
      <CellsView theme={theme} />
    </>
  );
}
