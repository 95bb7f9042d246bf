import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";

/** Text in the fonts of the page, and edges that a rasteriser smooths. */
const SAMPLE = `
  <div style="width: 480px; padding: 8px; background: #fff; color: #14181b">
    <p style="font: 400 13px/1.45 ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif">
      Direction Lab: 384 cells in 22 images, 0.25 µm per px. <b>Whole image</b> › — ° ≈ × …
    </p>
    <p style="font: 12px/1.45 ui-monospace, 'SF Mono', 'Cascadia Mono', 'Roboto Mono', 'DejaVu Sans Mono', monospace">
      uvec_0 0.7071
    </p>
    <p style="font: italic 12px Georgia, 'Times New Roman', serif">i</p>
    <input type="search" placeholder="Search" style="font: 13px sans-serif" />
    <svg width="40" height="40"><circle cx="20" cy="20" r="14.3" fill="none" stroke="#0b6a73" stroke-width="1.4" /></svg>
  </div>`;

/** How many digits of the hash name a set: enough to tell machines apart. */
const DIGITS = 8;

/**
 * Name of how this browser on this machine draws: the version of Chromium and a hash of a drawn sample. Fonts and
 * rasterisers differ between machines, so that screenshots can be compared only if it is the same.
 */
export async function nameOfRendering(page: Page): Promise<string> {
  await page.setContent(SAMPLE);
  const drawn = await page.locator("div").screenshot();
  const hash = createHash("sha256").update(drawn).digest("hex").slice(0, DIGITS);
  return `chromium-${page.context().browser()?.version()}-${hash}`;
}
