import { spawn } from "node:child_process";
import process from "node:process";
import { buildPage, installPackages, ROOT } from "./prepare.mjs";

function openBrowser(url) {
  const graphical = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!graphical || process.env.CI) return;
  const [command, args] =
    process.platform === "darwin"
      ? ["open", [url]]
      : process.platform === "win32"
        ? ["cmd", ["/c", "start", "", url]]
        : ["xdg-open", [url]];
  const child = spawn(command, args, { stdio: "ignore", detached: true });
  child.on("error", () => {}); // no opener on this machine: the address is printed anyway
  child.unref();
}

process.chdir(ROOT);
if (!(await installPackages())) {
  console.error("The packages could not be installed. Check the network and run npm start again.");
  process.exit(1);
}
if (!(await buildPage())) {
  console.error("The page could not be built; the reason is above.");
  process.exit(1);
}
const { preview } = await import("vite");
const server = await preview({ preview: { strictPort: false }, logLevel: "warn" });
const address = server.resolvedUrls?.local[0];
if (!address) {
  console.error("The server did not start: no free port on the loopback address.");
  process.exit(1);
}
console.log(`Direction Lab is at ${address}  (Ctrl+C stops it; nothing leaves this machine)`);
openBrowser(address);
