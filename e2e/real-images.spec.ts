import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "@playwright/test";
import { SHARED_DATA, SHARED_DATA_ABSENT, WITHOUT_SHARED_DATA } from "./shared-data.ts";
import { trainOnFolders } from "./train-on-folders.ts";

/** Images in the layout of each competition. Other tests read all images of 2018. */
const [SARTORIUS, OF_2018] = [6, 3];

test.skip(SHARED_DATA_ABSENT, WITHOUT_SHARED_DATA);

test("phase contrast in the Sartorius layout and nuclei in the 2018 layout: drop, train all networks, export, import elsewhere", async ({
  page,
}) => {
  const [set, some] = [join(SHARED_DATA, "dsb2018"), mkdtempSync(join(tmpdir(), "dsb2018-"))];
  try {
    for (const id of readdirSync(set).slice(0, OF_2018))
      cpSync(join(set, id), join(some, id), { recursive: true });
    await trainOnFolders(page, [join(SHARED_DATA, "phase/sartorius"), some], {
      images: SARTORIUS + OF_2018,
      steps: 25,
    });
  } finally {
    rmSync(some, { recursive: true });
  }
});
