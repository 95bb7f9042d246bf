import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { chromium, type Page } from "playwright";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--no-first-run",
  "--password-store=basic",
  "--use-mock-keychain",
  "--remote-debugging-port=0",
];
const ADDRESS = /DevTools listening on (ws:\S+)/;

/** A browser with its profile on the disk. */
export interface KillableBrowser {
  readonly page: Page;
  /** Kills the browser process as the system does, without a chance to finish anything. */
  kill(): Promise<void>;
}

/** The first line with the address to which it listens. Throws an Error with what was printed if there is none. */
async function addressIn(lines: AsyncIterable<string>): Promise<string> {
  const printed: string[] = [];
  for await (const line of lines) {
    const address = ADDRESS.exec(line)?.[1];
    if (address) return address;
    printed.push(line);
  }
  throw new Error(`Chromium did not start: ${printed.join("\n")}`);
}

/** Starts Chromium with a profile that outlives it. */
export async function startKillableBrowser(
  executablePath: string,
  profile: string,
): Promise<KillableBrowser> {
  const child = spawn(executablePath, [...FLAGS, `--user-data-dir=${profile}`, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(child, "exit");
  const address = await addressIn(createInterface({ input: child.stderr }));
  child.stderr.resume();
  const browser = await chromium.connectOverCDP(address);
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  // The executable may be a script that starts the browser.
  const own = processInfo.find(({ type }) => type === "browser");
  if (!own) throw new Error("Chromium does not tell the id of its process.");
  const [context] = browser.contexts();
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    async kill() {
      process.kill(own.id, "SIGKILL");
      await ended;
      await browser.close();
    },
  };
}
