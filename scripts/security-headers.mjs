/**
 * SHA-256 of an empty style sheet: plotly adds an empty style element and fills it through the CSS object
 * model.
 */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

const DIRECTIVES = [
  "default-src 'none'",
  // Of all code that a script makes, WebAssembly alone: the kernels that train on processor cores.
  "script-src 'self' 'wasm-unsafe-eval'",
  `style-src 'self' ${EMPTY_STYLE}`,
  "img-src data: blob:",
  "connect-src 'none'",
  "worker-src 'self'",
  // Read by the browser when the lab is installed as an app.
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** Browsers ignore it in a document, where it would be too late. */
const HEADER_ONLY = "frame-ancestors 'none'";

/** The policy as far as a document can give it to itself: for hosts that send no headers. */
export const DOCUMENT_POLICY = DIRECTIVES.join("; ");

/** The service worker fetches the files of the lab from their host, and nothing else from anywhere. */
const SERVICE_WORKER_POLICY = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";

/**
 * Isolates the page from other origins, which is what browsers ask for in return for memory shared by threads.
 * The embedder policy is needed on scripts of workers, too.
 */
export const ISOLATION_HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/**
 * Sent with every file but the service worker, including the scripts of workers: a worker follows the policy of its
 * own response.
 */
export const SECURITY_HEADERS = {
  "Content-Security-Policy": `${DOCUMENT_POLICY}; ${HEADER_ONLY}`,
  ...ISOLATION_HEADERS,
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
};

/** Sent with the service worker. */
export const SERVICE_WORKER_HEADERS = {
  ...SECURITY_HEADERS,
  "Content-Security-Policy": SERVICE_WORKER_POLICY,
};
