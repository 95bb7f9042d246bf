import { type Page, test } from "@playwright/test";

/** A page that several tests share, and the errors it has printed so far. */
export interface OnePage {
  readonly page: Page;
  readonly pageErrors: readonly string[];
}

/**
 * One page for all tests of the surrounding group, which run one after another: loading it takes longer than most of
 * them.
 * @param open opens the page once, and returns the list to which its errors are added
 * @returns the page, for use inside of tests
 */
export function onePage(open: (page: Page) => Promise<readonly string[]>): () => OnePage {
  test.describe.configure({ mode: "serial" });
  let opened: OnePage | null = null;

  test.beforeAll(async ({ browser }) => {
    const page = await browser.newPage();
    opened = { page, pageErrors: await open(page) };
  });

  test.afterAll(async () => {
    await opened?.page.close();
    opened = null;
  });

  return () => {
    if (!opened) throw new Error("the page is open in tests only");
    return opened;
  };
}
