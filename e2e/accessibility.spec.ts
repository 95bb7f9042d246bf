import { expect, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { chooseTheme, openLab, prepareSmall, trainSmall } from "./lab-page.ts";
import { expectNoViolations } from "./no-violations.ts";

for (const theme of ["Light", "Dark"] as const) {
  test(`no accessibility violation in the ${theme.toLowerCase()} theme, empty and with images`, async ({
    page,
  }) => {
    await openLab(page);
    await chooseTheme(page, theme);
    await expectNoViolations(page, "empty page");
    await loadDrawnImages(page);
    await expectNoViolations(page, "Images and fields");
    for (const tab of ["Check", "Train", "Cells", "Export"]) {
      await page.getByRole("tab", { name: tab }).click();
      await expectNoViolations(page, tab, "aside");
    }
    await page.keyboard.press("i");
    await expectNoViolations(page, "Cells, nothing trained", "main");
    await prepareSmall(page, 1, 3, ["semantic"]);
    await page.keyboard.press("g");
    await page.getByRole("button", { name: "unpack" }).first().waitFor();
    await expectNoViolations(page, "Engine panel", "main");
    await page.getByRole("button", { name: "unpack" }).first().click();
    // The rest of the panel has not changed, and its table has thousands of elements.
    const changed = '[aria-labelledby="kernel-title"], tr[data-selected]';
    await expectNoViolations(page, "a kernel in the Engine panel", changed);
  });
}

test("every control has a visible label or an equal accessible name", async ({ page }) => {
  await openLab(page);
  await loadDrawnImages(page);
  for (const tab of ["Images", "Check", "Train", "Cells", "Export"]) {
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

test("arrow keys inspect the pixels of a field", async ({ page }) => {
  await openLab(page);
  await loadDrawnImages(page);
  const field = page.getByRole("application").first();
  await field.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText(/row \d+/)).toBeVisible();
});

test("charts have no button that sends them to another site", async ({ page }) => {
  await openLab(page);
  await loadDrawnImages(page);
  await trainSmall(page, 1, 2, ["energy"]);
  await expect(page.locator(".modebar-btn").first()).toBeAttached();
  const titles = await page
    .locator(".modebar-btn")
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("data-title") ?? ""));
  expect(titles.length).toBeGreaterThan(0);
  for (const title of titles) expect(title).not.toMatch(/cloud|chart studio|edit/i);
});
