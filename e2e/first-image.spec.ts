import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { firstImageFiles } from "../scripts/check-size.mjs";
import { ROOT } from "../scripts/prepare.mjs";
import { dragFiles } from "./drag-files.ts";
import { writePng } from "./write-png.ts";

const ASSETS = join(ROOT, "dist", "assets");

test("a dropped PNG is shown by the files that count as needed, and the page says that others are missing", async ({
  page,
}, info) => {
  const needed = new Set(
    [...firstImageFiles(join(ROOT, "dist"))].map((path) => path.slice(ASSETS.length + 1)),
  );
  const blocked = new Set<string>();
  await page.context().route("**/assets/**", (route) => {
    const name = new URL(route.request().url()).pathname.split("/assets/")[1];
    if (needed.has(name)) return route.continue();
    blocked.add(name);
    return route.abort();
  });
  await page.goto("/");
  await expect(page.getByText("Drop a folder, files or a zip here")).toBeVisible();
  const png = writePng(info.outputPath("cells.png"), 64, (pixel) => pixel % 251);
  expect(await dragFiles(page, [png])).toBe(true);

  const image = page.getByRole("application", { name: "image" });
  await expect(image).toBeVisible();
  await expect(
    page.getByText("A part of the page could not be loaded. Check the connection, then reload the page."),
  ).toBeVisible();
  expect(blocked.size).toBeGreaterThan(0);

  await page.context().unrouteAll();
  await page.reload();
  await expect(image).toBeVisible();
  await expect(page.getByRole("button", { name: "Menu" })).toBeVisible();
  await expect(page.getByText("could not be loaded")).toBeHidden();
});
