import { expect, type Locator, type Page, test } from "@playwright/test";
import { tiffBytes } from "../src/io/read/testing/tiff-bytes.ts";
import { loadDrawnImages } from "./drawn-images.ts";
import { datasetOf, importFinished, openLab, trainSmall } from "./lab-page.ts";

const SIZE = { width: 1440, height: 900 };

const field = (page: Page, name: string) => page.getByRole("application", { name, exact: true });
const fieldNames = (page: Page) =>
  page.getByRole("application").evaluateAll((fields) => fields.map((one) => one.getAttribute("aria-label")));

/** What the canvas of a field shows. */
const drawingOf = (one: Locator) =>
  one
    .locator("canvas")
    .evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : "no canvas"));

/** Frames without a change after which nothing is left to draw: every change is drawn in one of the next. */
const STILL_FRAMES = 6;

/** The drawing of a panel that shows the selected image and does not change any more. */
async function settledDrawingOf(one: Locator): Promise<string> {
  // Until its fields have arrived, the panels show those of the image before it.
  await one
    .page()
    .waitForFunction(
      () => window.directionLab.shownFields()?.imageId === window.directionLab.dataset().selectedImageId,
    );
  const settled = (canvas: HTMLCanvasElement, frames: number) =>
    new Promise<string>((resolve, reject) => {
      let [last, still] = ["", 0];
      const look = () => {
        // The size of a canvas to which nothing has been drawn.
        const isDrawn = canvas.width !== 300 || canvas.height !== 150;
        const now = canvas.toDataURL();
        still = isDrawn && now === last ? still + 1 : 0;
        last = now;
        if (!canvas.isConnected) reject(new Error("the panel was replaced"));
        else if (still >= frames) resolve(now);
        else requestAnimationFrame(look);
      };
      look();
    });
  let drawing = "";
  await expect(async () => {
    drawing = await one.locator("canvas").evaluate<string, number, HTMLCanvasElement>(settled, STILL_FRAMES);
  }).toPass();
  return drawing;
}

async function areaOf(one: Locator): Promise<number> {
  const { width, height } = (await one.boundingBox()) ?? { width: 0, height: 0 };
  return width * height;
}

test.describe("one page", () => {
  test.describe.configure({ mode: "serial" });
  let page: Page;
  let pageErrors: readonly string[] = [];

  test.beforeAll(async ({ browser }) => {
    page = await browser.newPage();
    await page.setViewportSize(SIZE);
    pageErrors = await openLab(page);
    await loadDrawnImages(page);
  });

  test.afterAll(() => page.close());

  async function showPanels(panels: "1" | "2" | "4" | "All"): Promise<void> {
    await page.getByRole("radio", { name: panels, exact: true }).click();
    await expect(page.getByRole("application").first()).toBeVisible();
  }

  test("a panel fills the view by double click or Enter, and Escape returns with the focus kept", async () => {
    await showPanels("4");
    await expect.poll(() => fieldNames(page)).toEqual(["image", "uvec_0", "uvec_1", "direction"]);
    const panel = field(page, "uvec_0");
    const before = await areaOf(panel);
    await panel.dblclick();
    await expect.poll(() => fieldNames(page)).toEqual(["uvec_0"]);
    expect(await areaOf(panel)).toBeGreaterThan(3 * before);
    await page.keyboard.press("Escape");
    await expect.poll(() => fieldNames(page)).toHaveLength(4);
    await expect(panel).toBeFocused();
    await page.keyboard.press("Enter");
    await expect.poll(() => fieldNames(page)).toEqual(["uvec_0"]);
    await expect(panel).toBeFocused();
    await page.getByRole("button", { name: "Show all panels" }).click();
    await expect.poll(() => fieldNames(page)).toHaveLength(4);
    expect(pageErrors).toEqual([]);
  });

  test("the keys [ and ] show the previous and the next image", async () => {
    await showPanels("1");
    const selected = async () => (await datasetOf(page)).selectedImageId;
    const first = await selected();
    const previous = page.getByRole("button", { name: "Previous image" });
    await page.keyboard.press("]");
    await expect.poll(selected).not.toBe(first);
    await expect(previous).toBeEnabled();
    await page.keyboard.press("[");
    await expect.poll(selected).toBe(first);
    await page.getByRole("button", { name: "Next image" }).click();
    await expect.poll(selected).not.toBe(first);
    // As Windows reports AltGr, which many keyboards need for brackets.
    await page.evaluate(() => {
      const modifiers = { ctrlKey: true, altKey: true, modifierAltGraph: true };
      window.dispatchEvent(new KeyboardEvent("keydown", { key: "[", ...modifiers }));
    });
    await expect.poll(selected).toBe(first);
    expect(pageErrors).toEqual([]);
  });

  test("a layer is drawn over the panels with its opacity, and the choice survives a reload", async () => {
    await showPanels("1");
    const layers = page.getByRole("region", { name: "Layers" });
    const image = field(page, "image");
    await image.focus();
    const alone = await settledDrawingOf(image);
    await layers.getByRole("button", { name: "direction over the panels", exact: true }).click();
    await expect.poll(() => drawingOf(image)).not.toBe(alone);
    const half = await settledDrawingOf(image);
    const opacity = page.getByRole("slider", { name: "Opacity of direction" });
    await expect(opacity).toHaveAttribute("aria-valuetext", "50 %");
    await opacity.focus();
    await page.keyboard.press("Home");
    await expect.poll(() => drawingOf(image)).toBe(alone);
    await page.keyboard.press("End");
    await expect.poll(() => drawingOf(image)).not.toBe(alone);
    expect(await drawingOf(image)).not.toBe(half);

    await page.reload();
    await expect(opacity).toHaveAttribute("aria-valuetext", "100 %");
    await layers.getByRole("button", { name: "direction over the panels", exact: true }).click();
    await layers.getByRole("button", { name: "outlines over the panels", exact: true }).click();
    await expect(opacity).toHaveCount(0);
    await expect.poll(() => drawingOf(image)).not.toBe(alone);
    expect(pageErrors).toEqual([]);
  });

  test("brightness, contrast and gamma change the drawn image until they are reset", async () => {
    await showPanels("2");
    const [image, direction] = [field(page, "image"), field(page, "direction")];
    const [before, fields] = [await settledDrawingOf(image), await settledDrawingOf(direction)];
    await page.getByRole("button", { name: "Brightness and contrast" }).click();
    await page.getByRole("slider", { name: "Gamma" }).focus();
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => drawingOf(image)).not.toBe(before);
    expect((await drawingOf(direction)) === fields).toBe(true);
    await page.getByRole("button", { name: "Reset" }).click();
    await expect.poll(() => drawingOf(image)).toBe(before);
    await page.getByRole("switch", { name: "Auto" }).click();
    await expect.poll(() => drawingOf(image)).not.toBe(before);
    await page.getByRole("switch", { name: "Auto" }).click();
    await page.keyboard.press("Escape");
    expect(pageErrors).toEqual([]);
  });

  test("a panel for every layer fits the view without scrolling", async () => {
    await showPanels("All");
    await expect.poll(async () => (await fieldNames(page)).length).toBeGreaterThan(9);
    const hidden = await page.getByRole("application").evaluateAll((fields) =>
      fields.filter((one) => {
        const { bottom, height } = one.getBoundingClientRect();
        return bottom > innerHeight || height < 140;
      }),
    );
    expect(hidden).toEqual([]);
    // A click in the list shows one of them.
    const layers = page.getByRole("region", { name: "Layers" });
    await layers.getByRole("button", { name: "level", exact: true }).click();
    await expect.poll(() => fieldNames(page)).toEqual(["level"]);
    await page.keyboard.press("l");
    await expect(layers).toHaveCount(0);
    await page.keyboard.press("l");
    expect(pageErrors).toEqual([]);
  });

  test("two panels share zoom and pixel, and each shows the layer chosen for it", async () => {
    await showPanels("2");
    const [image, direction] = [field(page, "image"), field(page, "direction")];
    const headings = page.getByRole("list", { name: "Panels" }).getByRole("heading");
    await expect(headings).toHaveText(["image", "direction"]);
    const whole = await settledDrawingOf(direction);
    await image.hover();
    await expect(page.getByText(/row \d+, column \d+/)).toBeVisible();
    const readings = page
      .getByRole("status")
      .or(page.locator("output"))
      .filter({ hasText: /row \d+/ });
    await expect(readings).toContainText("uvec_0");
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -300);
    await page.keyboard.up("Control");
    await expect.poll(() => drawingOf(direction)).not.toBe(whole);
    await page.getByRole("button", { name: "Zoom to fit" }).click();
    await expect.poll(() => drawingOf(direction)).toBe(whole);

    await direction.click();
    const layers = page.getByRole("region", { name: "Layers" });
    await layers.getByRole("button", { name: "distance", exact: true }).click();
    await expect(headings).toHaveText(["image", "distance"]);
    await page.getByRole("combobox", { name: "image, layer of this panel" }).click();
    await page.getByRole("option", { name: "level" }).click();
    await expect(headings).toHaveText(["level", "distance"]);
    expect(pageErrors).toEqual([]);
  });

  test("fields and cells fill the window when side panel, layers and curves are folded", async () => {
    await showPanels("2");
    await trainSmall(page, 1, 2, ["semantic", "direction"]);
    await page.keyboard.press("\\");
    await page.keyboard.press("l");
    await page.getByRole("button", { name: "Fold the curves" }).click();
    /** Share of the window that a number of fields covers. */
    const shareOf = async (count: number) => {
      await expect(page.getByRole("application")).toHaveCount(count);
      const areas = await Promise.all((await page.getByRole("application").all()).map(areaOf));
      const { width, height } = page.viewportSize() ?? SIZE;
      return areas.reduce((sum, area) => sum + area, 0) / (width * height);
    };
    for (const size of [
      { width: 1280, height: 800 },
      { width: 1920, height: 1080 },
    ]) {
      await page.setViewportSize(size);
      await page.keyboard.press("h");
      for (const panels of ["1", "2", "4"]) {
        await page.getByRole("radio", { name: panels, exact: true }).click();
        await expect.poll(() => shareOf(Number(panels)), `${size.width}, ${panels}`).toBeGreaterThan(0.45);
      }
      await page.keyboard.press("i");
      await expect.poll(() => shareOf(1), `${size.width}, cells`).toBeGreaterThan(0.45);
    }
    expect(pageErrors).toEqual([]);
  });
});

test("an image of known pixel size has a scale bar that follows the zoom", async ({ page }) => {
  await page.setViewportSize(SIZE);
  const pageErrors = await openLab(page);
  const samples = Uint8Array.from({ length: 64 * 64 }, (_, pixel) => (pixel * 7) % 251);
  // 4 px per µm.
  const resolution = { x: [40_000, 1], y: [40_000, 1], unit: 3 } as const;
  const image = tiffBytes({ rows: 64, columns: 64, samples, resolution });
  const file = { name: "a.tif", mimeType: "image/tiff", buffer: Buffer.from(image) };
  await page.locator("input[type=file]").first().setInputFiles([file]);
  await importFinished(page);
  await page.getByRole("radio", { name: "1", exact: true }).click();
  const bar = field(page, "image").getByText(/^\d+ (nm|µm)$/);
  await expect(bar).toBeVisible();
  const whole = await bar.textContent();
  await field(page, "image").focus();
  for (let press = 0; press < 4; press++) await page.keyboard.press("+");
  await expect(bar).not.toHaveText(whole ?? "");
  await page.keyboard.press("0");
  await expect(bar).toHaveText(whole ?? "");
  await page.getByRole("radio", { name: "Augmented crop" }).click();
  await expect(bar).toHaveCount(0);
  expect(pageErrors).toEqual([]);
});
