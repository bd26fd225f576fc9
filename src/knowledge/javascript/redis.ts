import type { Library, Shape } from "../row.ts";
import { methods, shapes } from "../rows.ts";

const one = { does: "cache", cost: "B", measured: "one round trip", merges: true } as const;
/** Started side by side they still are one command per key, where one command takes all keys. */
const variadic = { does: "cache", cost: "B", measured: "one round trip" } as const;

/** What a command per item turns into. */
const together = {
  read: "one `mget`, or a `pipeline()`",
  write: "one `mset`, or a `pipeline()`",
  remove: "one call with all keys",
  member: "one call with all members, or a `pipeline()`",
  other: "a `pipeline()` (node-redis: `multi()`)",
};

const get = "get getDel getdel getEx getex exists ttl pttl type strlen dump";
const set = `set setEx setex pSetEx psetex setNX setnx getSet getset append incr incrBy incrby incrByFloat incrbyfloat decr decrBy decrby
  expire pExpire pexpire expireAt expireat persist rename`;
const readOther = `hGet hget hGetAll hgetall hmGet hmget hExists hexists hKeys hkeys hVals hvals hLen hlen lLen llen lRange lrange lIndex lindex
  sMembers smembers sIsMember sismember sCard scard zScore zscore zRange zrange zRangeByScore zrangebyscore zRevRange zrevrange zRank zrank
  zCard zcard zCount zcount`;
const writeOther = `hSet hset hSetNX hsetnx hmset hIncrBy hincrby hDel hdel lPush lpush rPush rpush lPop lpop rPop rpop lRem lrem lTrim ltrim
  sAdd sadd sRem srem sPop spop zAdd zadd zRem zrem zIncrBy zincrby xAdd xadd xread publish eval evalSha evalsha`;
const remove = "del unlink";

/** node-redis and Upstash pipeline what is asked in one tick. */
const pipelining = [
  "redis.createClient().", "redis.createCluster().", "redis.createClient().duplicate().", "redis.RedisClientType#", "redis.RedisClient#",
  "@redis/client.createClient().", "@upstash/redis.Redis#", "@upstash/redis.Redis.fromEnv().", "@vercel/kv.kv.",
];
/** ioredis does so when told to, and otherwise sends each command without waiting for the others. */
const sending = ["ioredis#", "ioredis.Redis#", "ioredis.Cluster#", "ioredis.default#"];
const clients = [...pipelining, ...sending];

/** Names that no other library in wide use has; the lower-case ones of ioredis, the camel-case ones of node-redis. */
const distinctive = new RegExp("^(?:[hlsz][A-Z]|h(?:m|s|g|del|inc|key|val|exi)|s(?:add|rem|mem|ismem|card)|z|l(?:push|pop|range|rem|trim|len)|r(?:push|pop)"
  + "|setex|setEx|getEx|getex|setnx)");
const distinct = (names: string, batch: string): Shape[] =>
  shapes(names.trim().split(/\s+/).filter((name) => distinctive.test(name)).map((name) => `*.${name}`).join(" "), { ...one, batch, argument: "any" });

/** Methods of what a module of the project exports whose path says `redis`, for the names that many libraries have. */
const ofModule = (names: string): string => names.trim().split(/\s+/).flatMap((name) => [`*/redis*.${name}`, `*/redis*.*.${name}`]).join(" ");

export const redis: Library = {
  name: "Redis", packages: ["ioredis", "redis", "@upstash/redis", "@nestjs-modules/ioredis", "nestjs-redis", "@vercel/kv"], docs: "https://redis.io/docs/latest/develop/using-commands/pipelining/",
  sinks: [
    ...methods(clients, get, { ...one, batch: together.read }),
    ...methods(clients, set, { ...one, batch: together.write }),
    ...methods(clients, readOther, { ...one, batch: together.other }),
    ...methods(clients, writeOther, { ...one, batch: together.member }),
    ...methods(pipelining, remove, { ...one, batch: together.remove }),
    ...methods(sending, remove, { ...variadic, batch: together.remove }),
    ...methods(clients, "mget mGet mset mSet call sendCommand", { does: "cache", cost: "B" }),
    ...methods(clients, "keys", { does: "cache", cost: "A" }),
  ],
  free: ["**.pipeline().**", "**.multi().**", "**.batch().**", "**.pipeline.*", "**.pipe.*", "**.multi.*", "**.batch.*", "**.p.*", "**.tx.*"],
  shapes: [
    ...distinct(readOther, together.other),
    ...distinct(writeOther, together.member),
    ...distinct(set, together.write),
    ...shapes(ofModule(get), { ...one, batch: together.read, argument: "any" }),
    ...shapes(ofModule(set), { ...one, batch: together.write, argument: "any" }),
    ...shapes(ofModule(remove), { ...variadic, batch: together.remove, argument: "any" }),
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
