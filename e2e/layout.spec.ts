import { expect, type Locator, type Page, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { datasetOf, importFinished, openLab, openWithImages, prepareSmall, runFinished } from "./lab-page.ts";
import { onePage } from "./one-page.ts";

const MINUTE = 60_000;
const LOAD = "Load built-in sample (phase contrast)";

/** Keys of the views that may be shown beside the settings of a step; any other view opens a step of its own. */
const VIEWS_OF_STEPS = [
  ["Images", "hd"],
  ["Check", "h"],
  ["Train", "hg"],
  ["Export", "higd"],
] as const;

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function leftOf(one: Locator): Promise<number> {
  return (await one.boundingBox())?.x ?? Number.NaN;
}

async function topOf(one: Locator): Promise<number> {
  return (await one.boundingBox())?.y ?? Number.NaN;
}

async function heightOf(one: Locator): Promise<number> {
  return (await one.boundingBox())?.height ?? 0;
}

test("loading, removing and the image list keep the focus, all lists have the same order, and the page never scrolls", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  const before = await leftOf(button(page, "Train"));
  await page.getByRole("button", { name: LOAD }).first().focus();
  await page.keyboard.press("Enter");
  await importFinished(page);
  await expect.poll(() => leftOf(button(page, "Train"))).toBe(before);

  const side = page.getByRole("complementary", { name: "Settings" });
  const rows = side.locator("[data-image] button[aria-pressed]");
  await expect(rows.first()).toBeFocused();
  const names = (await datasetOf(page)).records.map(({ name }) => name);
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(1)).toBeFocused();
  await expect(rows.nth(1)).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Delete");
  await expect(side.getByText("Removed 1 image.")).toBeVisible();
  await expect(rows.nth(1)).toBeFocused();
  await expect(rows.nth(1)).toContainText(names[2]);
  await expect(rows.nth(1)).toHaveAttribute("aria-pressed", "true");
  await side.getByRole("button", { name: `Remove ${names[0]}`, exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(rows.first()).toContainText(names[2]);
  await expect(rows.first()).toBeFocused();

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");

  // Every view leads to every other, in the same order.
  const views = page.getByRole("group", { name: "View" });
  await button(page, "Pairing").first().click();
  await views.getByRole("button", { name: "Cells" }).click();
  await expect(page.getByRole("region", { name: "Cells", exact: true })).toBeVisible();
  await views.getByRole("button", { name: "Engine" }).click();
  await expect(views.getByRole("button", { name: "Engine" })).toHaveAttribute("aria-pressed", "true");
  await expect(views.getByRole("button", { name: "Engine" })).toBeFocused();
  await views.getByRole("button", { name: "Fields" }).click();
  await expect(page.getByRole("region", { name: "Fields", exact: true })).toBeVisible();

  // A notice does not move the fields.
  await page.getByRole("tab", { name: "Images" }).click();
  const fields = page.getByRole("region", { name: "Fields", exact: true });
  const top = await topOf(fields);
  await side.getByRole("button", { name: LOAD }).click();
  await expect(page.getByText("were already present")).toBeVisible();
  await expect.poll(() => topOf(fields)).toBe(top);
  await button(page, "Dismiss").click();

  // A wheel over a panel scrolls; with Ctrl it zooms by a small factor.
  const panel = page.getByRole("application", { name: "image", exact: true });
  await page.getByRole("radio", { name: "All", exact: true }).click();
  await page.setViewportSize({ width: 1280, height: 480 });
  const scrolled = () => panel.evaluate((one) => one.closest("ul")?.parentElement?.scrollTop ?? 0);
  await expect(async () => {
    await panel.hover();
    await page.mouse.wheel(0, 100);
    expect(await scrolled()).toBeGreaterThan(0);
  }).toPass({ timeout: MINUTE });
  await expect(button(page, "Zoom to fit")).toBeDisabled();
  await page.mouse.wheel(0, -300);
  await expect.poll(scrolled).toBe(0);
  await panel.hover();
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -300);
  await page.keyboard.up("Control");
  await expect(button(page, "Zoom to fit")).toBeEnabled();
  await page.setViewportSize({ width: 1280, height: 800 });

  // The reason why nothing changes is shown beside the fields.
  await page.getByRole("switch", { name: "Show stale vectors" }).click();
  const why = page
    .getByRole("status")
    .filter({ hasText: "Without augmentation, stale vectors equal the recomputed ones" });
  await expect(why).toBeInViewport({ ratio: 1 });

  // A control says what it does while it is hovered or focused by keyboard, until Escape.
  const roll = button(page, "New random crop");
  const tooltip = page.locator("[data-base-ui-portal]").getByText("New random crop");
  await roll.hover();
  await expect(tooltip).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(tooltip).toBeHidden();
  await roll.focus();
  await expect(tooltip).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(tooltip).toBeHidden();

  // The page itself never scrolls, whatever step and view are shown.
  const excess = () =>
    page.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight);
  for (const [tab, keys] of VIEWS_OF_STEPS) {
    await page.getByRole("tab", { name: tab }).click();
    for (const key of keys) {
      await page.keyboard.press("h");
      if (key !== "h") await page.keyboard.press(key);
      await expect.poll(excess, `${tab}, view ${key}`).toBe(0);
    }
  }
  await page.getByRole("tab", { name: "Images" }).click();

  // After Clear, new images are shown in the first view.
  await button(page, "Pairing").first().click();
  await side.getByRole("button", { name: "Clear" }).click();
  await expect.poll(async () => (await datasetOf(page)).records.length).toBe(0);
  await loadDrawnImages(page);
  await expect(page.getByRole("region", { name: "Fields", exact: true })).toBeVisible();
  expect(pageErrors).toEqual([]);
});

/** Waits until an element no longer moves: scrolling to it takes a while. */
async function atRest(element: Locator): Promise<void> {
  let before = Number.NaN;
  await expect
    .poll(async () => {
      const [last, top] = [before, await topOf(element)];
      before = top;
      return top - last;
    })
    .toBe(0);
}

test.describe("one page", () => {
  const lab = onePage(openWithImages);

  test("in a narrow window, opening a step scrolls to its settings and focuses them", async () => {
    const { page, pageErrors } = lab();
    const panel = page.getByRole("tabpanel");
    // Beside the view nothing moves, and the focus stays on the way.
    await page.getByRole("tab", { name: "Check" }).click();
    await expect(page.getByRole("tab", { name: "Check" })).toBeFocused();

    await page.setViewportSize({ width: 800, height: 900 });
    for (const reducedMotion of ["no-preference", "reduce"] as const) {
      await page.emulateMedia({ reducedMotion });
      for (const name of ["Train", "Train", "Images"]) {
        await expect(async () => {
          await page.evaluate(() => scrollTo(0, 0));
          expect(await topOf(panel)).toBeGreaterThan(400);
        }).toPass({ timeout: MINUTE });
        await page.getByRole("tab", { name }).click();
        await expect(panel).toBeFocused();
        await expect.poll(() => topOf(panel)).toBeLessThan(450);
        // A smooth scroll that is still going on would go on from the top.
        await atRest(panel);
      }
    }
    // A view is not a step: it is shown where it is.
    await page.evaluate(() => scrollTo(0, 0));
    await page.getByRole("group", { name: "View" }).getByRole("button", { name: "Cells" }).click();
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.emulateMedia({ reducedMotion: null });
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(pageErrors).toEqual([]);
  });

  test("charts and run buttons keep their positions and sizes during a run", async () => {
    const { page, pageErrors } = lab();
    await page.getByRole("tab", { name: "Images" }).click();
    await prepareSmall(page, 1, 3, ["semantic", "direction"]);
    const source = (name: string) => page.getByRole("radio", { name });
    await expect(source("Training sample")).toBeDisabled();
    await source("Augmented crop").click();
    const stop = button(page, "Stop");
    const before = await leftOf(stop);
    const fields = page.getByRole("region", { name: "Fields", exact: true });
    const top = await topOf(fields);
    await button(page, "One step").click();
    await expect(button(page, "Resume")).toBeVisible();
    await expect.poll(() => leftOf(stop)).toBe(before);
    // The training sample shows the input of the U-Net.
    const names = page.getByRole("application");
    await expect(source("Training sample")).toBeChecked();
    await expect(names.first()).toHaveAccessibleName("image");
    await expect(page.getByRole("application", { name: "gated image" })).toHaveCount(0);

    // Curves of a run are readable beside the fields, and one click away from every other view.
    const plot = page.locator("figure .js-plotly-plot").first();
    const view = (name: string) =>
      page.getByRole("group", { name: "View" }).getByRole("button", { name }).click();
    for (const size of [
      { width: 1280, height: 800 },
      { width: 1440, height: 900 },
    ]) {
      await page.setViewportSize(size);
      await expect.poll(() => heightOf(plot)).toBeGreaterThan(110);
    }
    for (const name of ["Engine", "Cells"]) {
      await view(name);
      await expect(page.getByRole("figure", { name: "Loss" })).toHaveCount(0);
      await button(page, "Open the curves").click();
      await expect.poll(() => heightOf(plot)).toBeGreaterThan(110);
      await button(page, "Fold the curves").click();
      await expect(page.getByRole("figure", { name: "Loss" })).toHaveCount(0);
    }
    await view("Fields");
    await page.setViewportSize({ width: 1280, height: 800 });
    await button(page, "Resume").click();
    await runFinished(page);
    await expect.poll(() => leftOf(stop)).toBe(before);
    await expect.poll(() => topOf(fields)).toBe(top);

    // Without a run, the panels show what they showed before it, and say so.
    await expect(source("Training sample")).toBeDisabled();
    await expect(source("Augmented crop")).toBeChecked();
    await expect.poll(() => page.evaluate(() => window.directionLab.shownFields()?.view?.kind)).toBe("roll");

    // Predictions are shown like any other layer.
    const layers = page.getByRole("region", { name: "Layers" });
    await layers.getByRole("button", { name: "predicted direction", exact: true }).click();
    await expect(page.getByRole("application", { name: "predicted direction" })).toBeVisible();

    // Neither readings nor columns of tables are cut off, and whole names of kernels are shown.
    const widerThanItself = (one: Locator) => one.evaluate((el) => el.scrollWidth > el.clientWidth);
    for (const width of [1280, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      await names.first().hover();
      const readings = page.locator("output").filter({ hasText: /^row \d+/ });
      const [targets, predictions] = [readings.locator("> span").nth(0), readings.locator("> span").nth(1)];
      await expect(targets).toContainText(/uvec_1 .*level [\d–]/);
      await expect(predictions).toContainText("predicted");
      for (const row of [targets, predictions]) expect(await widerThanItself(row)).toBe(false);
      expect(await targets.evaluate((el) => el.getBoundingClientRect().height)).toBe(18);

      await view("Cells");
      const results = page.getByRole("region", { name: "Results" });
      const images = results.getByRole("button", { name: "Images" });
      if ((await images.getAttribute("aria-expanded")) === "false") await images.click();
      await expect(results.getByRole("columnheader").first()).toHaveText(/^Image/);
      expect(await widerThanItself(results.locator("div:has(> table)"))).toBe(false);
      for (const head of await results.getByRole("columnheader").all()) {
        expect(await widerThanItself(head)).toBe(false);
      }

      await view("Engine");
      const kernels = page.getByRole("region", { name: "Engine" }).locator("[data-row]");
      await kernels.first().waitFor();
      const cut = (all: Element[]) => all.filter((el) => el.scrollWidth > el.clientWidth).length;
      expect(await kernels.evaluateAll(cut)).toBe(0);
      await view("Fields");
    }
    await page.setViewportSize({ width: 1280, height: 800 });

    // Steps are integers, stages are named above the curves, and nothing is cut off.
    const loss = page.getByRole("figure", { name: "Loss" });
    await expect(loss.locator(".xtick").first()).toBeVisible();
    await expect(async () => {
      for (const tick of await loss.locator(".xtick").allTextContents()) expect(tick).toMatch(/^[\d,]+$/);
    }).toPass({ timeout: MINUTE });
    const text = loss.getByText("Direction", { exact: true }).first();
    await expect(async () => {
      const [inner, outer] = [await text.boundingBox(), await loss.boundingBox()];
      expect(inner?.y).toBeGreaterThanOrEqual(outer?.y ?? 0);
      expect((inner?.x ?? 0) + (inner?.width ?? 0)).toBeLessThanOrEqual(
        (outer?.x ?? 0) + (outer?.width ?? 0),
      );
    }).toPass({ timeout: MINUTE });
    for (const caption of await page.getByRole("region", { name: "Curves" }).locator("figcaption").all()) {
      await expect.poll(() => heightOf(caption)).toBeLessThan(44);
      const legend = caption.getByRole("list");
      await expect
        .poll(() => legend.evaluate((list) => list.scrollWidth - list.clientWidth))
        .toBeLessThanOrEqual(0);
    }
    expect(pageErrors).toEqual([]);
  });
});
