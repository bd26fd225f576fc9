import type { Library } from "../row.ts";
import { methods } from "../rows.ts";

const verbs = "get post put patch delete head options request";
const instead = "`httpx.AsyncClient` or `aiohttp`, or `await asyncio.to_thread(...)`";
const sync = { does: "request", cost: "A", blocks: true, instead } as const;
const awaited = { does: "request", cost: "A" } as const;

/** Clients that extract compressed bodies by themselves; urllib does not. */
export const decodingClients = /^(?:httpx|aiohttp|requests)\./;
/** Methods that read the body of a response in no other client. */
export const soleReaders: ReadonlySet<string> = new Set(["aread"]);
/** The header in which a server says how it has compressed a body. */
export const encodingHeader = /content[-_]encoding/i;

export const httpClients: Library = {
  name: "HTTP clients", packages: ["requests", "httpx", "urllib3", "aiohttp"], docs: "https://requests.readthedocs.io/en/latest/user/advanced/",
  sinks: [
    ...methods(["requests.", "requests.api.", "requests.Session#", "requests.sessions.Session#", "requests.session()."], verbs, sync),
    ...methods(["requests.Session#", "requests.sessions.Session#"], "send", sync),
    ...methods(["requests_oauthlib.OAuth2Session#", "requests_oauthlib.OAuth1Session#", "requests_html.HTMLSession#", "requests_cache.CachedSession#"], verbs, sync),
    ...methods("requests_oauthlib.OAuth2Session#", "fetch_token refresh_token", sync),
    ...methods(["cloudscraper.create_scraper().", "requests_futures.sessions.FuturesSession#"], verbs, sync),
    ...methods(["httpx.", "httpx.Client#"], `${verbs} stream`, { ...sync, instead: "`httpx.AsyncClient`" }),
    { call: "httpx.Client#send", ...sync, instead: "`httpx.AsyncClient`" },
    ...methods("httpx.AsyncClient#", `${verbs} stream send`, awaited),
    ...methods(["urllib3.", "urllib3.PoolManager#", "urllib3.ProxyManager#"], "request", sync),
    ...methods("urllib3.PoolManager#", "urlopen request_encode_url request_encode_body", sync),
    ...methods(["aiohttp.ClientSession#", "aiohttp.client.ClientSession#"], `${verbs} ws_connect`, awaited),
    { call: "aiohttp.request", ...awaited },
    ...methods(["curl_cffi.requests.", "curl_cffi.requests.Session#"], verbs, sync),
    ...methods("curl_cffi.requests.AsyncSession#", verbs, awaited),
    ...methods(["niquests.", "niquests.Session#"], verbs, sync),
    ...methods("niquests.AsyncSession#", verbs, awaited),
  ],
};
