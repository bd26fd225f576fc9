import type { Library } from "../row.ts";
import { methods, shapes } from "../rows.ts";

const one = { does: "cache", cost: "B", merges: true, measured: "one round trip" } as const;
const reads = { ...one, batch: "one `mget`, or a `pipeline()`" } as const;
const writes = { ...one, batch: "one `mset`, or a `pipeline()`" } as const;
const removes = { ...one, batch: "one call with all keys" } as const;
const members = { ...one, batch: "one call with all members, or a `pipeline()`" } as const;

const get = "get getDel getdel getEx getex exists ttl pttl type strlen dump";
const set = `set setEx setex pSetEx psetex setNX setnx getSet getset append incr incrBy incrby incrByFloat incrbyfloat decr decrBy decrby
  expire pExpire pexpire expireAt expireat persist rename`;
const readOther = `hGet hget hGetAll hgetall hmGet hmget hExists hexists hKeys hkeys hVals hvals hLen hlen lLen llen lRange lrange lIndex lindex
  sMembers smembers sIsMember sismember sCard scard zScore zscore zRange zrange zRangeByScore zrangebyscore zRevRange zrevrange zRank zrank
  zCard zcard zCount zcount`;
const writeOther = `hSet hset hSetNX hsetnx hmset hIncrBy hincrby hDel hdel lPush lpush rPush rpush lPop lpop rPop rpop lRem lrem lTrim ltrim
  sAdd sadd sRem srem sPop spop zAdd zadd zRem zrem zIncrBy zincrby xAdd xadd xread publish eval evalSha evalsha`;
const remove = "del unlink";

const clients = [
  "ioredis#", "ioredis.Redis#", "ioredis.Cluster#", "ioredis.default#", "redis.createClient().", "redis.createCluster().", "redis.createClient().duplicate().",
  "redis.RedisClientType#", "redis.RedisClient#", "@upstash/redis.Redis#", "@upstash/redis.Redis.fromEnv().", "@redis/client.createClient().",
  "@vercel/kv.kv.",
];

/** Names that no other library in wide use has; the lower-case ones of ioredis, the camel-case ones of node-redis. */
const distinct = (names: string): string =>
  names.trim().split(/\s+/).filter((name) => /^(?:[hlsz][A-Z]|h(?:m|s|g|del|inc|key|val|exi)|s(?:add|rem|mem|ismem|card)|z|l(?:push|pop|range|rem|trim|len)|r(?:push|pop)|setex|setEx|getEx|getex|setnx)/.test(name))
    .map((name) => `*.${name}`).join(" ");

/** Methods of what a module of the project exports whose path says `redis`, for the names that many libraries have. */
const ofModule = (names: string): string => names.trim().split(/\s+/).flatMap((name) => [`*/redis*.${name}`, `*/redis*.*.${name}`]).join(" ");

export const redis: Library = {
  name: "Redis", packages: ["ioredis", "redis", "@upstash/redis", "@nestjs-modules/ioredis", "nestjs-redis", "@vercel/kv"], docs: "https://redis.io/docs/latest/develop/using-commands/pipelining/",
  sinks: [
    ...methods(clients, get, reads),
    ...methods(clients, set, writes),
    ...methods(clients, readOther, { ...one, batch: "a `pipeline()` (node-redis: `multi()`)" }),
    ...methods(clients, writeOther, members),
    ...methods(clients, remove, removes),
    ...methods(clients, "mget mGet mset mSet call sendCommand", { does: "cache", cost: "B", merges: true }),
    ...methods(clients, "keys", { does: "cache", cost: "A" }),
  ],
  free: ["**.pipeline().**", "**.multi().**", "**.batch().**", "**.pipeline.*", "**.pipe.*", "**.multi.*", "**.batch.*", "**.p.*", "**.tx.*"],
  shapes: [
    ...shapes(distinct(readOther), { ...one, batch: "a `pipeline()` (node-redis: `multi()`)", argument: "any" }),
    ...shapes(distinct(writeOther), { ...members, argument: "any" }),
    ...shapes(distinct(set), { ...writes, argument: "any" }),
    ...shapes(ofModule(get), { ...reads, argument: "any" }),
    ...shapes(ofModule(set), { ...writes, argument: "any" }),
    ...shapes(ofModule(remove), { ...removes, argument: "any" }),
    ...shapes(ofModule("keys"), { does: "cache", cost: "A", argument: "any" }),
  ],
};

const memory = { does: "cache", cost: "C" } as const;
const caches = [
  "cache-manager.caching().", "cache-manager.createCache().", "cache-manager.multiCaching().", "cache-manager.Cache#", "@nestjs/cache-manager.Cache#",
  "@nestjs/common.Cache#", "keyv#", "keyv.Keyv#",
];

/** Caches whose store may be memory or a server. */
export const caching: Library = {
  name: "caches", packages: ["cache-manager", "@nestjs/cache-manager", "keyv", "memcached", "memjs"], docs: "https://cacheable.org/docs/cache-manager/",
  sinks: [
    ...methods(caches, "get", { ...memory, batch: "one `mget`" }),
    ...methods(caches, "set", { ...memory, batch: "one `mset`" }),
    ...methods(caches, "del delete", { ...memory, batch: "one `mdel`" }),
    ...methods(caches, "wrap", { ...memory, batch: "one `mget`, then load what is missing at once" }),
    ...methods(["memcached#", "memjs.Client.create()."], "get set add replace delete incr increment touch", {
      does: "cache", cost: "B", batch: "one `getMulti`, or keys that hold the whole list",
    }),
  ],
};
