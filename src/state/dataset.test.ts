import { expect, it } from "vitest";
import { markOpened, whenImagesOpened } from "./dataset.ts";

it("says when the images of earlier visits are loaded, also afterwards", async () => {
  let isOpened = false;
  const opened = whenImagesOpened().then(() => {
    isOpened = true;
  });
  await Promise.resolve();
  expect(isOpened).toBe(false);
  markOpened();
  await opened;
  expect(isOpened).toBe(true);
  await whenImagesOpened();
});
