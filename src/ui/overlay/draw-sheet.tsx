import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { OverlaySheet, type SheetContent } from "./OverlaySheet.tsx";

/** A sheet of charts as the text of an SVG file. */
export function drawSheet(content: SheetContent): string {
  const root = document.createElement("div");
  const rendered = createRoot(root);
  try {
    flushSync(() => rendered.render(<OverlaySheet {...content} />));
    const [svg] = root.children;
    return `${new XMLSerializer().serializeToString(svg)}\n`;
  } finally {
    rendered.unmount();
  }
}
