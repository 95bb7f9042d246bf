import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Rules whose outcome depends on the theme. The others pass in the dark theme if they pass in the light one. */
const RULES_OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** Rows of a table that are like those above them: there are hundreds. */
const ALIKE = "tbody tr:nth-child(n + 9)";

/**
 * Fails on obstacles for assistive technology or for users with low vision: in the whole page, or in the part
 * given by a selector. In the dark theme only colours are checked: tests visit the same states in the light one.
 */
export async function expectNoViolations(page: Page, where: string, part?: string): Promise<void> {
  // Intermediate colours of a transition are not part of the design. Its end is not awaited: a browser that draws
  // no frame never reaches it.
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().iterations === 1) animation.finish();
    }
  });
  // Everything else that axe reports is large and not read.
  const isDark = await page.evaluate(() => document.documentElement.dataset.theme === "dark");
  const options: Parameters<AxeBuilder["options"]>[0] = { resultTypes: ["violations"] };
  if (isDark) options.runOnly = RULES_OF_COLOURS;
  // The page has no frames: nothing has to be put together in a blank page, which takes as long as the rules do.
  // Its source takes as long to compile as the rules take, and is put into the page twice.
  const isThere = await page.evaluate(() => "axe" in window);
  const axe = new AxeBuilder({ page, ...(isThere ? { axeSource: ";" } : {}) })
    .setLegacyMode()
    .options(options)
    .exclude(ALIKE);
  const { violations } = await (part ? axe.include(part) : axe).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
    where,
  ).toEqual([]);
}

/** Fails on obstacles in either theme. The page follows the system by default, and so does this test. */
export async function expectNoViolationsInAnyTheme(page: Page, where: string, part?: string): Promise<void> {
  // The light theme last: what is checked in one theme only follows.
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
    await expectNoViolations(page, `${where}, ${colorScheme} theme`, part);
  }
}
