import { counted } from "../../core/counted.ts";
import { curvesTable } from "../../state/overlay-curves.ts";
import { saveChart } from "../../state/save-chart.ts";
import type { DownloadKind } from "./DownloadMenu.tsx";
import { drawSheet } from "./draw-sheet.tsx";
import type { SheetContent } from "./OverlaySheet.tsx";
import { coloursOfTheme } from "./overlay-colours.ts";
import { overlayTable, type TableContent } from "./overlay-table.ts";

/** The overlaid curves as they are on the page. */
export interface SavedOverlay
  extends Omit<SheetContent, "title" | "width" | "drawn" | "colours">,
    Omit<TableContent, "parts"> {}

const SHEET_WIDTH = 1400;
const PIXELS_PER_UNIT = 2;

/** An SVG as a PNG of twice its size in px. */
async function pixelsOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    await image.decode();
    const canvas = new OffscreenCanvas(image.width * PIXELS_PER_UNIT, image.height * PIXELS_PER_UNIT);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: "image/png" });
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

/** Saves the charts as they are drawn, or the values of their curves. */
export async function saveOverlay(kind: DownloadKind, overlay: SavedOverlay): Promise<void> {
  const { drawn } = overlay;
  const title =
    drawn.length === 1
      ? drawn[0].name
      : `Curves of ${counted(drawn.flatMap(({ ids }) => ids).length, "run")}`;
  if (kind === "csv") {
    const text = await curvesTable(overlayTable({ ...overlay, parts: overlay.axis.parts }));
    saveChart(title, new Blob([text], { type: "text/csv" }), "csv");
    return;
  }
  const charts = overlay.charts.filter(({ lines }) => lines.length > 0);
  const svg = drawSheet({ ...overlay, charts, title, colours: coloursOfTheme(), width: SHEET_WIDTH });
  if (kind === "svg") saveChart(title, new Blob([svg], { type: "image/svg+xml" }), "svg");
  else saveChart(title, await pixelsOf(svg));
}
