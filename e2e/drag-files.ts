import type { Page } from "@playwright/test";

/** Maximum time until the page receives a drop. */
const DROP_MILLISECONDS = 5000;

/** Drags local files or folders to the middle of the page; returns whether the page received them. */
export async function dragFiles(page: Page, paths: readonly string[]): Promise<boolean> {
  const client = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 };
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const arrived = page.evaluate(
    (limit) =>
      new Promise<boolean>((done) => {
        addEventListener("drop", () => done(true), { capture: true, once: true });
        setTimeout(() => done(false), limit);
      }),
    DROP_MILLISECONDS,
  );
  // A drag that begins during a change of layout loses its target, and is never dropped.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await client.send("Input.dispatchDragEvent", { type, x: width / 2, y: height / 2, data });
  }
  await client.detach();
  return arrived;
}
