import { expect, type Locator, type Page, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { openLab, openWithImages, prepareSmall, runFinished, trainSmall } from "./lab-page.ts";
import { expectNoViolations, expectNoViolationsInAnyTheme } from "./no-violations.ts";
import { onePage } from "./one-page.ts";

const STEP_NAMES = ["Images", "Check", "Train", "Cells", "Export"] as const;
const SIDE = '[aria-label="Settings"]';

/** What opens above the page: how it is opened, and the part of the page that appears. */
const LAYERS: readonly { readonly name: string; readonly part: string; open(page: Page): Promise<void> }[] = [
  {
    name: "stages",
    part: "[role=dialog]",
    open: (page) => page.getByRole("button", { name: "Stages" }).press("Enter"),
  },
  {
    name: "brightness and contrast",
    part: "[role=dialog]",
    open: (page) => page.getByRole("button", { name: "Brightness and contrast" }).press("Enter"),
  },
  {
    name: "menu",
    part: "[role=menu]",
    open: (page) => page.getByRole("button", { name: "Menu" }).press("Enter"),
  },
  { name: "command palette", part: "[role=dialog]", open: (page) => page.keyboard.press("Control+k") },
  { name: "shortcuts", part: "[role=dialog]", open: (page) => page.keyboard.press("?") },
  { name: "16 crops", part: "[role=dialog]", open: (page) => page.keyboard.press("b") },
];

/** One layer of each kind. */
const IN_BOTH_THEMES = ["stages", "menu"];

test("no accessibility violation in either theme, in any step, view or dialog", async ({ page }) => {
  const pageErrors = await openLab(page);
  await expectNoViolationsInAnyTheme(page, "empty page");
  await loadDrawnImages(page);
  await expectNoViolationsInAnyTheme(page, "Images and fields");
  for (const step of STEP_NAMES.filter((name) => name !== "Images")) {
    await page.getByRole("tab", { name: step }).click();
    await expectNoViolationsInAnyTheme(page, step, SIDE);
  }
  // Variants of these views, and layers of one colour: the light theme stands for both.
  await page.keyboard.press("i");
  await expectNoViolations(page, "Cells, nothing trained", "main");
  await page.getByRole("tab", { name: "Check" }).click();
  await page.getByRole("radio", { name: "4", exact: true }).click();
  await expectNoViolations(page, "four panels", "main");
  for (const { name, part, open } of LAYERS) {
    await open(page);
    await page.locator(part).first().waitFor();
    if (IN_BOTH_THEMES.includes(name)) await expectNoViolationsInAnyTheme(page, name, part);
    else await expectNoViolations(page, name, part);
    await page.keyboard.press("Escape");
    await expect(page.locator(part)).toHaveCount(0);
  }
  await trainSmall(page, 1, 2, ["semantic", "direction", "energy"]);
  await expectNoViolations(page, "fields after a run", "main");
  await page.keyboard.press("i");
  await page.keyboard.press("f");
  await page.waitForFunction(() => {
    const { images, work } = window.directionLab.cells();
    return work === null && images.length > 0;
  });
  await expectNoViolationsInAnyTheme(page, "Cells found", "main");
  await expectNoViolations(page, "Cells, side panel", SIDE);
  await page.keyboard.press("g");
  await page.getByRole("button", { name: "unpack" }).first().waitFor();
  await expectNoViolationsInAnyTheme(page, "Engine panel", "main");
  await page.getByRole("button", { name: "unpack" }).first().click();
  // The rest of the panel has not changed, and its table has thousands of elements.
  const changed = '[aria-labelledby="kernel-title"], tr[data-selected]';
  await expectNoViolations(page, "a kernel in the Engine panel", changed);
  expect(pageErrors).toEqual([]);
});

/** As high as a strip of tools that may scroll sideways, CSS px. */
const ONE_LINE = 60;

/** Parts that must be scrolled in both directions to be read, but tables: as WCAG 1.4.10 has it. */
function scrolledSideways(page: Page): Promise<string[]> {
  return page.evaluate(
    (line) =>
      [...document.querySelectorAll("*")]
        .filter((part) => /auto|scroll/.test(getComputedStyle(part).overflowX))
        .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientHeight > line)
        .filter((part) => !part.querySelector("table"))
        .map((part) => `${part.className}: ${part.scrollWidth} px in ${part.clientWidth} px`),
    ONE_LINE,
  );
}

// 1280 x 800 at 200 % has as many CSS px as the second.
const NARROW = [
  { width: 320, height: 640 },
  { width: 640, height: 400 },
];

async function expectToFit(page: Page, where: string): Promise<void> {
  const excess = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(excess, where).toBe(0);
  expect(await scrolledSideways(page), where).toEqual([]);
}

/** Elements that move or change by themselves or in steps. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("*")]
      .flatMap((element) => [null, "::before", "::after"].map((part) => ({ element, part })))
      .filter(({ element, part }) => {
        const { transitionDuration, animationDuration, animationName } = getComputedStyle(element, part);
        const isStill = (durations: string) => durations.split(", ").every((one) => one === "0s");
        return !isStill(transitionDuration) || (animationName !== "none" && !isStill(animationDuration));
      })
      .map(({ element, part }) => `${element.outerHTML.slice(0, 120)}${part ?? ""}`),
  );
}

test("an empty page fits at 320 px and at 200 % zoom, and is still for those who ask for it", async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const pageErrors = await openLab(page);
  expect(await moving(page)).toEqual([]);
  for (const size of NARROW) {
    await page.setViewportSize(size);
    await expectToFit(page, `${size.width} px`);
  }
  expect(pageErrors).toEqual([]);
});

/** Before a dialog has the focus, Escape closes what is below it. */
const focusInDialog = (page: Page) =>
  page.getByRole("dialog").locator(":focus").or(page.locator("[role=dialog]:focus"));

test.describe("one page", () => {
  const lab = onePage(openWithImages);

  test("the keyboard reaches every part of the page, and the focus is never lost", async () => {
    const { page, pageErrors } = lab();
    await page.getByRole("tab", { name: "Check" }).click();
    const focused = page.locator(":focus");
    const focusedName = () =>
      page.evaluate(() => {
        const element = document.activeElement;
        const by = element?.getAttribute("aria-labelledby");
        const label = by ? document.getElementById(by)?.textContent : element?.getAttribute("aria-label");
        return label ?? element?.textContent ?? "";
      });

    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const reached: string[] = [];
    for (let press = 0; press < 120; press++) {
      await page.keyboard.press("Tab");
      reached.push(await focusedName());
    }
    // The way is one stop; its steps are chosen with the arrows. So are segments.
    for (const name of [
      "Check",
      "Train",
      "Stages",
      "Menu",
      "Fields",
      "Cells",
      "Whole image",
      "image",
      "Rotation of the crop",
    ]) {
      expect(reached).toContain(name);
    }
    expect(
      reached.some((name) => name.endsWith("over the panels")),
      "layers",
    ).toBe(true);

    const way = page.getByRole("tab", { name: "Check" });
    await way.focus();
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("tab", { name: "Train" })).toBeFocused();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    await expect(way).toHaveAttribute("aria-selected", "true");

    // Whatever opens gives the focus back to what had it.
    for (const { name, part, open } of LAYERS) {
      await way.focus();
      await open(page);
      await page.locator(part).first().waitFor();
      await expect(
        page
          .locator(part)
          .locator(":focus")
          .or(page.locator(`${part}:focus`)),
        name,
      ).toHaveCount(1);
      await page.keyboard.press("Escape");
      await expect(page.locator(part)).toHaveCount(0);
      await expect(focused, name).toHaveCount(1);
      await expect(focused, name).not.toHaveJSProperty("tagName", "BODY");
    }
    // From the menu: its item is gone when the dialog closes.
    for (const name of ["Command palette", "Shortcuts"]) {
      await page.getByRole("button", { name: "Menu" }).press("Enter");
      await page.getByRole("menuitem", { name }).press("Enter");
      await expect(focusInDialog(page)).toHaveCount(1);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await expect(page.getByRole("button", { name: "Menu" })).toBeFocused();
    }

    // The palette runs a command that removes the focused control.
    const side = page.getByRole("complementary", { name: "Settings" });
    await side.getByRole("switch").first().focus();
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("combobox", { name: "Search commands" })).toBeFocused();
    await page.keyboard.type("side panel");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Open the side panel" })).toBeVisible();
    await expect(focused, "after a command of the palette").toHaveCount(1);
    await page.keyboard.press("\\");
    await side.getByRole("switch").first().focus();
    await page.keyboard.press("\\");
    await expect(page.getByRole("button", { name: "Open the side panel" })).toBeFocused();
    await page.keyboard.press("\\");

    // Another step replaces the side panel, another view the tools: the palette may be opened from either.
    await page.getByRole("slider", { name: "Rotation of the crop" }).focus();
    await page.keyboard.press("g");
    await expect(focused, "after another view").toHaveCount(1);
    await page.keyboard.press("h");
    await page.getByRole("button", { name: "Brightness and contrast" }).focus();
    await page.keyboard.press("d");
    await expect(focused, "after the tools are replaced").toHaveCount(1);
    await page.keyboard.press("h");
    await page.getByRole("tab", { name: "Check" }).click();

    // Escape closes one thing at a time: first what is above, then the full size of a panel.
    await page.getByRole("radio", { name: "4", exact: true }).click();
    const panels = page.getByRole("list", { name: "Panels" }).getByRole("application");
    await expect(panels).toHaveCount(4);
    await panels.first().press("Enter");
    await expect(panels).toHaveCount(1);
    await page.keyboard.press("?");
    await expect(focusInDialog(page)).toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(panels).toHaveCount(1);
    await expect(panels.first()).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(panels).toHaveCount(4);
    await expect(focused).toHaveCount(1);
    // The list of layers folds from within.
    await page.getByRole("region", { name: "Layers" }).getByRole("button").first().focus();
    await page.keyboard.press("l");
    await expect(page.getByRole("region", { name: "Layers" })).toHaveCount(0);
    await expect(focused, "after the layers are folded").toHaveCount(1);
    await page.keyboard.press("l");
    await page.getByRole("radio", { name: "1", exact: true }).click();
    expect(pageErrors).toEqual([]);
  });

  test("nothing moves by itself for those who ask for reduced motion", async () => {
    const { page, pageErrors } = lab();
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const step of STEP_NAMES) {
      await page.getByRole("tab", { name: step }).click();
      expect(await moving(page), step).toEqual([]);
    }
    await page.getByRole("tab", { name: "Check" }).click();
    for (const { name, part, open } of LAYERS) {
      await open(page);
      await page.locator(part).first().waitFor();
      expect(await moving(page), name).toEqual([]);
      await page.keyboard.press("Escape");
      await expect(page.locator(part)).toHaveCount(0);
    }
    // A stage in training is marked by a turning arc.
    await prepareSmall(page, 1, 3, ["semantic"]);
    await page.keyboard.press("s");
    await page.getByRole("button", { name: "Stages" }).click();
    expect(await moving(page), "run in progress").toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await runFinished(page);
    await page.emulateMedia({ reducedMotion: null });
    expect(pageErrors).toEqual([]);
  });

  test("every control has a visible label or an equal accessible name", async () => {
    const { page } = lab();
    for (const tab of STEP_NAMES) {
      await page.getByRole("tab", { name: tab }).click();
      const nameless = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            "button, input:not([type=file]):not([aria-hidden]), select, [role=switch], [role=radio]",
          ),
        ]
          .filter((control) => control instanceof HTMLElement && control.offsetParent !== null)
          .filter((control) => {
            const labels =
              control instanceof HTMLInputElement || control instanceof HTMLButtonElement
                ? control.labels
                : null;
            const text =
              control.textContent?.trim() || labels?.[0]?.textContent || control.getAttribute("aria-label");
            return !text && !control.hasAttribute("aria-labelledby");
          })
          .map((control) => control.outerHTML.slice(0, 200)),
      );
      expect(nameless, tab).toEqual([]);
    }
  });

  test("arrow keys inspect the pixels of a field", async () => {
    const { page } = lab();
    await page.getByRole("tab", { name: "Check" }).click();
    await page.keyboard.press("h");
    const field = page.getByRole("application", { name: "image", exact: true });
    await field.focus();
    // Until the fields of the crop have arrived, there is no pixel to read.
    await expect(async () => {
      await page.keyboard.press("ArrowRight");
      await expect(page.getByText(/row \d+/)).toBeVisible({ timeout: 1000 });
    }).toPass();
  });

  test("forced colours show what is chosen, on and filled", async () => {
    const { page, pageErrors } = lab();
    await page.emulateMedia({ forcedColors: "active" });
    const backgroundOf = (one: Locator) =>
      one.evaluate((element) => getComputedStyle(element).backgroundColor);
    const expectApart = async (one: Locator, other: Locator) =>
      expect(await backgroundOf(one), String(one)).not.toBe(await backgroundOf(other));

    const views = page.getByRole("group", { name: "View" });
    await page.getByRole("tab", { name: "Check" }).click();
    await expectApart(page.getByRole("tab", { name: "Check" }), page.getByRole("tab", { name: "Cells" }));
    await expectApart(
      views.getByRole("button", { name: "Fields" }),
      views.getByRole("button", { name: "Cells" }),
    );
    await expectApart(
      page.getByRole("radio", { name: "Whole image" }),
      page.getByRole("radio", { name: "Rotated" }),
    );
    const layers = page.getByRole("region", { name: "Layers" });
    await expectApart(
      layers.locator("button[aria-pressed=true]").first(),
      layers.locator("button[aria-pressed=false]").first(),
    );

    const side = page.getByRole("complementary", { name: "Settings" });
    const toggle = side.getByRole("switch").first();
    const states = [];
    for (let click = 0; click < 2; click++) {
      await expectApart(toggle.locator("span").first(), toggle);
      states.push(await backgroundOf(toggle));
      await toggle.click();
    }
    expect(states[0]).not.toBe(states[1]);

    await page.getByRole("button", { name: "Brightness and contrast" }).click();
    const slider = page.getByRole("dialog").locator("[data-index]").first();
    await expect(slider).toBeVisible();
    const fills = page.getByRole("dialog").locator("[class*=indicator]").first();
    await expectApart(fills, page.getByRole("dialog").locator("[class*=track]").first());
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Menu" }).press("Enter");
    await page.keyboard.press("ArrowDown");
    await expectApart(
      page.locator("[role^=menuitem][data-highlighted]"),
      page.locator("[role^=menuitem]:not([data-highlighted])").first(),
    );
    await page.keyboard.press("Escape");
    await page.emulateMedia({ forcedColors: "none" });
    expect(pageErrors).toEqual([]);
  });

  test("charts have no button that sends them to another site", async () => {
    const { page } = lab();
    await trainSmall(page, 1, 2, ["energy"]);
    await expect(page.locator(".modebar-btn").first()).toBeAttached();
    const titles = await page
      .locator(".modebar-btn")
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("data-title") ?? ""));
    expect(titles.length).toBeGreaterThan(0);
    for (const title of titles) expect(title).not.toMatch(/cloud|chart studio|edit/i);
  });

  test("every step and view can be used at 320 px and at 200 % zoom, without scrolling sideways", async () => {
    const { page, pageErrors } = lab();
    await trainSmall(page, 1, 2, ["semantic"]);
    for (const size of NARROW) {
      await page.setViewportSize(size);
      for (const step of STEP_NAMES) {
        await page.getByRole("tab", { name: step }).press("Enter");
        await expectToFit(page, `${step}, ${size.width} px`);
      }
      for (const view of ["Fields", "Pairing", "Cells", "Engine"]) {
        await page.getByRole("group", { name: "View" }).getByRole("button", { name: view }).press("Enter");
        await expectToFit(page, `${view}, ${size.width} px`);
      }
      for (const { name, part, open } of LAYERS.filter(({ name }) => name !== "brightness and contrast")) {
        await open(page);
        await page.locator(part).first().waitFor();
        await expectToFit(page, `${name}, ${size.width} px`);
        await page.keyboard.press("Escape");
        await expect(page.locator(part)).toHaveCount(0);
      }
    }
    expect(pageErrors).toEqual([]);
  });
});
