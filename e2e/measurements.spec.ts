import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import Papa from "papaparse";
import { tiffBytes } from "../src/io/read/testing/tiff-bytes.ts";
import { datasetOf, openLab, openWithImages, trainSmall } from "./lab-page.ts";
import { expectNoViolations } from "./no-violations.ts";
import { onePage } from "./one-page.ts";

type Row = Readonly<Record<string, string>>;

const rowsOf = (text: string): Row[] => Papa.parse<Row>(text, { header: true, skipEmptyLines: true }).data;

/** The file that a button saves. */
async function saved(page: Page, press: () => Promise<void>): Promise<Uint8Array> {
  const download = page.waitForEvent("download");
  await press();
  return readFileSync(await (await download).path());
}

/** The ids and values of the drawn rows of the table, by column. */
async function tableOf(page: Page): Promise<string[][]> {
  const panel = page.getByRole("region", { name: "Cells", exact: true });
  const rows = panel.getByRole("region", { name: "Measurements" }).getByRole("row");
  return rows.evaluateAll((all) =>
    all.map((row) => Array.from(row.children, (cell) => cell.textContent ?? "")),
  );
}

test.describe("one page", () => {
  const lab = onePage(openWithImages);

  test("true masks are measured without any network", async () => {
    const { page, pageErrors } = lab();
    await page.getByRole("tab", { name: "Export" }).click();
    const csv = await saved(page, () => page.getByRole("button", { name: "Export measurements" }).click());
    const rows = rowsOf(strFromU8(csv));
    const { records } = await datasetOf(page);
    expect(rows).toHaveLength(records.reduce((sum, { cells }) => sum + cells, 0));
    for (const { name, cells } of records) {
      expect(rows.filter(({ image }) => image === name)).toHaveLength(cells);
    }
    await expect(page.getByText(/^Saved measurements\.csv: \d+ cells in \d+ images\.$/)).toBeVisible();
    expect(pageErrors).toEqual([]);
  });

  test("cells are measured in a table that equals the CSV, and a row selects its cell", async () => {
    const { page, pageErrors } = lab();
    expect((await trainSmall(page, 3, 4, ["semantic", "direction"])).error).toBeNull();
    await page.getByRole("tab", { name: "Cells" }).click();
    const panel = page.getByRole("region", { name: "Cells", exact: true });
    await expect(panel.getByRole("application")).toBeVisible();
    await panel.getByRole("button", { name: "Measurements", exact: true }).click();
    const measurements = panel.getByRole("region", { name: "Measurements" });
    await measurements.getByRole("radio", { name: "True cells" }).click();

    const { records, selectedImageId } = await datasetOf(page);
    const shown = records.find(({ id }) => id === selectedImageId);
    await expect(measurements.getByText(`${shown?.cells} cells`)).toBeVisible();
    const [head, ...lines] = await tableOf(page);
    expect(head.slice(0, 3)).toEqual(["Cell ▴", "Area (px)", "Row (px)"]);
    const rows = rowsOf(
      strFromU8(await saved(page, () => measurements.getByRole("button", { name: "Save CSV" }).click())),
    );
    expect(rows).toHaveLength(shown?.cells ?? -1);
    expect(new Set(rows.map(({ image }) => image))).toEqual(new Set([shown?.name]));
    expect(lines.length).toBeGreaterThan(2);
    for (const [id, area, row] of lines.filter((line) => line.length === head.length)) {
      const written = rows.find(({ cell }) => cell === id);
      expect([area, row]).toEqual([written?.areaPx, Number(written?.centroidRowPx).toFixed(1)]);
    }

    await measurements.getByRole("button", { name: "Area (px)" }).click();
    const [, largest] = await tableOf(page);
    expect(Number(largest[1])).toBe(Math.max(...rows.map(({ areaPx }) => Number(areaPx))));
    await measurements.getByRole("button", { name: largest[0], exact: true }).click();
    await expect(panel.getByText(`Ground-truth cell ${largest[0]}: ${largest[1]} px`)).toBeVisible();
    await page.keyboard.press("ArrowDown");
    const [, , second] = await tableOf(page);
    await expect(panel.getByText(`Ground-truth cell ${second[0]}: ${second[1]} px`)).toBeVisible();
    await expectNoViolations(page, "Measurements", "main");

    await page.getByRole("tab", { name: "Export" }).click();
    const zip = await saved(page, () => page.getByRole("button", { name: "Export masks" }).click());
    const files = unzipSync(zip);
    const predicted = rowsOf(strFromU8(files["measurements.csv"]));
    expect(predicted.every(({ areaPx, solidity }) => Number(areaPx) > 0 && Number(solidity) <= 1)).toBe(true);
    expect(pageErrors).toEqual([]);
  });
});

test("measurements are in micrometres where the file states a pixel size", async ({ page }) => {
  await openLab(page);
  const side = 32;
  const cell = (at: number) => (at % side > 4 && at % side < 12 && at > 5 * side && at < 15 * side ? 7 : 0);
  const other = (at: number) => (at % side > 20 && at > 20 * side ? 9 : cell(at));
  const draw = (valueAt: (at: number) => number) =>
    Uint8Array.from({ length: side * side }, (_, at) => valueAt(at));
  const page0 = { rows: side, columns: side };
  const image = tiffBytes({
    ...page0,
    samples: draw((at) => (at * 7) % 251),
    resolution: { x: [2, 1], y: [2, 1], unit: 1 },
    description: "ImageJ=1.53t\nunit=micron\n",
  });
  const labels = tiffBytes({ ...page0, samples: draw(other) });
  const input = page.locator('input[type="file"]').first();
  await input.setInputFiles([
    { name: "a.tif", mimeType: "image/tiff", buffer: Buffer.from(image) },
    { name: "a_masks.tif", mimeType: "image/tiff", buffer: Buffer.from(labels) },
  ]);
  await expect.poll(async () => (await datasetOf(page)).records.length).toBe(1);
  expect((await datasetOf(page)).records[0].pixelSize).toEqual({ x: 0.5, y: 0.5 });
  await page.getByRole("tab", { name: "Export" }).click();
  const csv = await saved(page, () => page.getByRole("button", { name: "Export measurements" }).click());
  const [first] = rowsOf(strFromU8(csv));
  expect(first.cell).toBe("7");
  expect(Number(first.areaUm2)).toBe(Number(first.areaPx) / 4);
  expect(first.pixelWidthUm).toBe("0.5");
});
