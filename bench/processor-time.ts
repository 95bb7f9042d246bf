import type { BrowserContext } from "playwright";

/** Time in s that all processes of the browser have computed so far, summed over the cores. */
export async function processorSeconds(context: BrowserContext): Promise<number> {
  const browser = context.browser();
  if (!browser) throw new Error("The browser of this context cannot be asked.");
  const client = await browser.newBrowserCDPSession();
  const { processInfo } = await client.send("SystemInfo.getProcessInfo");
  await client.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
