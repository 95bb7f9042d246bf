import { expect, it } from "vitest";
import { markOpened, useDatasetStore, whenImagesOpened, withRecords } from "./dataset.ts";

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

it("has no notes to review without images", () => {
  useDatasetStore.setState({ noted: 2 });
  withRecords([], []);
  expect(useDatasetStore.getState().noted).toBe(0);
});
