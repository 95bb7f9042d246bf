import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "@playwright/test";
import { SHARED_DATA, SHARED_DATA_ABSENT, WITHOUT_SHARED_DATA } from "./shared-data.ts";
import { trainOnFolder } from "./train-on-folder.ts";

/** Images of the 2018 competition. */
const IMAGES = 6;

test.skip(SHARED_DATA_ABSENT, WITHOUT_SHARED_DATA);

test("phase contrast in the Sartorius layout: drop, train all networks, export, import elsewhere", async ({
  page,
}) => {
  await trainOnFolder(page, join(SHARED_DATA, "phase/sartorius"), {
    images: 6,
    steps: 25,
  });
});

test("nuclei in the 2018 layout: drop, train all networks, export, import elsewhere", async ({ page }) => {
  // Other tests read all of them.
  const [set, some] = [join(SHARED_DATA, "dsb2018"), mkdtempSync(join(tmpdir(), "dsb2018-"))];
  try {
    for (const id of readdirSync(set).slice(0, IMAGES))
      cpSync(join(set, id), join(some, id), { recursive: true });
    await trainOnFolder(page, some, { images: IMAGES, steps: 25 });
  } finally {
    rmSync(some, { recursive: true });
  }
});
