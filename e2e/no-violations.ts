import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/**
 * Fails on obstacles for assistive technology or for users with low vision: in the whole page, or in the part
 * given by a selector.
 */
export async function expectNoViolations(page: Page, where: string, part?: string): Promise<void> {
  // Intermediate colours of a transition are not part of the design.
  await page.evaluate(() => {
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().iterations === 1);
    return Promise.allSettled(passing.map(({ finished }) => finished));
  });
  // Everything else that axe reports is large and not read.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] });
  const { violations } = await (part ? axe.include(part) : axe).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
    where,
  ).toEqual([]);
}
