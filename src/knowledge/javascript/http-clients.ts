import type { Library } from "../row.ts";
import { methods } from "../rows.ts";

const request = { does: "request", cost: "A" } as const;
const verbs = "get post put patch delete head options";

const callable = [
  "fetch", "node-fetch", "cross-fetch", "isomorphic-fetch", "undici.fetch", "whatwg-fetch", "make-fetch-happen", "electron.net.fetch",
  "axios", "axios.create()", "got", "got.got", "got.extend()", "got.got.extend()", "ky", "ky.create()", "ky.extend()", "needle", "superagent",
  "request", "request-promise", "request-promise-native", "phin", "ofetch", "ofetch.ofetch", "ofetch.$fetch", "$fetch", "bent()",
  "undici.request", "undici.stream", "undici.pipeline", "graphql-request", "graphql-request.request", "gaxios.request", "urllib.request",
];

const owners = [
  "axios.", "axios.create().", "axios.Axios#", "axios.AxiosInstance#", "@nestjs/axios.HttpService#axiosRef.", "got.", "got.got.", "got.extend().",
  "got.got.extend().", "ky.", "ky.create().", "ky.extend().", "needle.", "superagent.", "request.", "request-promise.", "request-promise-native.",
  "fetch-retry()().", "ofetch.ofetch.",
];

export const httpClients: Library = {
  name: "HTTP clients", packages: ["axios", "got", "node-fetch", "undici", "ky", "superagent", "needle", "request"],
  docs: "https://developer.mozilla.org/docs/Web/API/Fetch_API",
  sinks: [
    ...callable.map((call) => ({ call, ...request })),
    ...methods(owners, verbs, request),
    ...methods(["axios.", "axios.create().", "axios.AxiosInstance#", "axios.Axios#", "@nestjs/axios.HttpService#axiosRef."], "request postForm putForm", request),
    ...methods("needle.", "request", request),
    ...methods("superagent.agent().", verbs, request),
    ...methods("superagent.", "del", request),
    ...methods("@nestjs/axios.HttpService#", `${verbs} request`, { ...request, lazy: true }),
    ...methods(["undici.Client#", "undici.Pool#", "undici.Agent#"], "request stream pipeline fetch", request),
    ...methods("graphql-request.GraphQLClient#", "request rawRequest", request),
    ...methods(["@apollo/client.ApolloClient#", "@apollo/client/core.ApolloClient#"], "query mutate", request),
    ...methods("wretch().**.", "get post put patch delete res json", request),
  ],
};
