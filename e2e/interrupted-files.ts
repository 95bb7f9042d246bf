import type { Page } from "playwright";

/** Files of images are named by their content, and end with the same letters if they are complete. */
const CONTENT_NAME = /^[0-9a-f]{16,}/;
const IMAGE_END = "DLABEND1";
const EMPTY = "/empty-page-of-the-same-origin";

/**
 * The files that were being written when the browser was killed, by name. Opens another page of the
 * same origin, as the lab deletes them.
 */
export async function interruptedFiles(page: Page, address: string): Promise<readonly string[]> {
  const url = new URL(EMPTY, address).href;
  await page.route(url, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
  await page.goto(url);
  const names = await page.evaluate(async (end) => {
    async function isCutOff(image: FileSystemFileHandle): Promise<boolean> {
      return (await (await image.getFile()).slice(-end.length).text()) !== end;
    }
    async function* within(folder: FileSystemDirectoryHandle): AsyncGenerator<string> {
      for await (const [name, handle] of folder.entries()) {
        if (handle instanceof FileSystemDirectoryHandle) yield* within(handle);
        else if (name.endsWith(".crswap")) yield name.slice(0, -".crswap".length);
        else if (folder.name === "images" && (await isCutOff(handle as FileSystemFileHandle))) yield name;
      }
    }
    const found: string[] = [];
    for await (const name of within(await navigator.storage.getDirectory())) found.push(name);
    return found;
  }, IMAGE_END);
  return names.map((name) => (CONTENT_NAME.test(name) ? "image" : name));
}
