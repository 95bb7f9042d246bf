import type { PlotRuns } from "../src/state/scripting.ts";

/** Draws curves with the page's own charts, which need a browser. Throws a BrowserError without one. */
export const drawInBrowser: PlotRuns = async (request) => {
  const { withLabPage } = await import("./browser.ts");
  return withLabPage((page) => page.evaluate((asked) => window.directionLab.plotRuns(asked), request));
};
