/** An address of another origin. */
export const ELSEWHERE = "http://127.0.0.1:9/";

/** Tries every route out of the page and returns the ones that worked. */
export async function requestAttempts(elsewhere: string): Promise<string[]> {
  const open: string[] = [];
  for (const address of [elsewhere, `${self.location.origin}/`]) {
    const refusedByPolicy = new Promise<boolean>((resolve) => {
      self.addEventListener("securitypolicyviolation", () => resolve(true), { once: true });
      setTimeout(() => resolve(false), 60_000);
    });
    const answered = await fetch(address, { method: "POST", body: "pixels" }).then(
      () => true,
      () => false,
    );
    if (answered || !(await refusedByPolicy)) open.push(`fetch ${address}`);
  }
  const socketRefused = new Promise<boolean>((resolve) => {
    self.addEventListener("securitypolicyviolation", () => resolve(true), { once: true });
    setTimeout(() => resolve(false), 60_000);
  });
  try {
    new WebSocket(elsewhere.replace("http", "ws"));
  } catch {
    return open;
  }
  if (!(await socketRefused)) open.push("WebSocket");
  return open;
}
