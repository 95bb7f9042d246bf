import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "@playwright/test";
import { SHARED_DATA, SHARED_DATA_ABSENT, WITHOUT_SHARED_DATA } from "./shared-data.ts";
import { trainOnFolder } from "./train-on-folder.ts";

const NUCLEI = 12;

test.skip(SHARED_DATA_ABSENT, WITHOUT_SHARED_DATA);

test("phase contrast in the Sartorius layout: drop, train all networks, export, load elsewhere", async ({
  page,
}) => {
  await trainOnFolder(page, join(SHARED_DATA, "phase/sartorius"), {
    images: 6,
    steps: 40,
  });
});

test("nuclei in the 2018 layout: drop, train all networks, export, load elsewhere", async ({
  page,
}, testInfo) => {
  // Hundreds of files, one per cell, are enough; all of them are read in the tests of real folders.
  const [from, to] = [join(SHARED_DATA, "dsb2018"), testInfo.outputPath("dsb2018")];
  const folders = readdirSync(from, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = folders.map(({ name }) => name).sort();
  for (const name of names.slice(0, NUCLEI)) cpSync(join(from, name), join(to, name), { recursive: true });
  await trainOnFolder(page, to, { images: NUCLEI, steps: 40 });
});
