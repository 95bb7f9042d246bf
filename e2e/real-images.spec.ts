import { join } from "node:path";
import { test } from "@playwright/test";
import { SHARED_DATA, SHARED_DATA_ABSENT, WITHOUT_SHARED_DATA } from "./shared-data.ts";
import { trainOnFolder } from "./train-on-folder.ts";

test.skip(SHARED_DATA_ABSENT, WITHOUT_SHARED_DATA);

test("phase contrast in the Sartorius layout: drop, train all networks, export, import elsewhere", async ({
  page,
}) => {
  await trainOnFolder(page, join(SHARED_DATA, "phase/sartorius"), {
    images: 6,
    steps: 40,
  });
});

test("nuclei in the 2018 layout: drop, train all networks, export, import elsewhere", async ({ page }) => {
  await trainOnFolder(page, join(SHARED_DATA, "dsb2018"), { images: 40, steps: 40 });
});
