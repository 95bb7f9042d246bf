import type { Page } from "playwright";
import { findOrInstallChromium, HOW_TO_GET_CHROMIUM } from "../scripts/chromium.mjs";
import { buildPage, ROOT } from "../scripts/prepare.mjs";
import { LabError } from "../src/core/errors.ts";
import { waitForLab } from "./wait-for-lab.ts";

/** The page could not be opened. */
export class BrowserError extends LabError {
  override name = "BrowserError";
}

/** Without a GPU these flags still provide a software adapter; with one, the hardware adapter. */
const FLAGS = ["--enable-unsafe-webgpu", "--enable-features=Vulkan", "--ignore-gpu-blocklist"];

/**
 * Opens the lab in its own headless Chromium, passes the page to `work`, and closes everything again.
 * @param handlesInterrupt whether `work` handles Ctrl+C; else it ends the browser and this process
 */
export async function withLabPage<Result>(
  work: (page: Page) => Promise<Result>,
  handlesInterrupt = false,
): Promise<Result> {
  const executablePath = await findOrInstallChromium();
  if (!executablePath) throw new BrowserError(HOW_TO_GET_CHROMIUM);
  if (!(await buildPage())) throw new BrowserError("The page could not be built; the reason is above.");
  // Loaded here, since other commands need neither, and both take most of the time of a short one.
  const [{ preview }, { chromium }] = await Promise.all([import("vite"), import("playwright")]);
  const server = await preview({ root: ROOT, preview: { port: 0 }, logLevel: "error" });
  const browser = await chromium.launch({ executablePath, args: FLAGS, handleSIGINT: !handlesInterrupt });
  try {
    const address = server.resolvedUrls?.local[0];
    if (!address) throw new BrowserError("No free port on the loopback address.");
    const page = await browser.newPage();
    await page.goto(address);
    await waitForLab(page);
    return await work(page);
  } finally {
    await browser.close();
    await server.close();
  }
}
