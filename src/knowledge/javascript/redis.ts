import type { Library, Shape, Sink } from "../row.ts";
import { methods, shapes } from "../rows.ts";

const one = { does: "cache", cost: "B", measured: "one round trip" } as const;

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

/** These send what is asked in one tick together, without being told to. */
const merging = [
  "redis.createClient().", "redis.createCluster().", "redis.createClient().duplicate().", "redis.RedisClientType#", "redis.RedisClient#",
  "@redis/client.createClient().", "@upstash/redis.Redis#", "@upstash/redis.Redis.fromEnv().", "@vercel/kv.kv.",
];
const plain = ["ioredis#", "ioredis.Redis#", "ioredis.Cluster#", "ioredis.default#"];

const commands = (names: string, batch: string): Sink[] => [
  ...methods(merging, names, { ...one, batch, merges: true }),
  ...methods(plain, names, { ...one, batch }),
];

/** Names that no other library in wide use has; the lower-case ones of ioredis, the camel-case ones of node-redis. */
const distinctive = new RegExp("^(?:[hlsz][A-Z]|h(?:m|s|g|del|inc|key|val|exi)|s(?:add|rem|mem|ismem|card)|z|l(?:push|pop|range|rem|trim|len)|r(?:push|pop)"
  + "|setex|setEx|getEx|getex|setnx)");
const distinct = (names: string, batch: string): Shape[] => names.trim().split(/\s+/).filter((name) => distinctive.test(name))
  .map((name): Shape => ({ member: `*.${name}`, argument: "any", ...one, batch, ...(/[A-Z]/.test(name) && { merges: true as const }) }));

/** Methods of what a module of the project exports whose path says `redis`, for the names that many libraries have. */
const ofModule = (names: string): string => names.trim().split(/\s+/).flatMap((name) => [`*/redis*.${name}`, `*/redis*.*.${name}`]).join(" ");

export const redis: Library = {
  name: "Redis", packages: ["ioredis", "redis", "@upstash/redis", "@nestjs-modules/ioredis", "nestjs-redis", "@vercel/kv"], docs: "https://redis.io/docs/latest/develop/using-commands/pipelining/",
  sinks: [
    ...commands(get, together.read),
    ...commands(set, together.write),
    ...commands(readOther, together.other),
    ...commands(writeOther, together.member),
    ...commands(remove, together.remove),
    ...methods([...merging, ...plain], "mget mGet mset mSet call sendCommand", { does: "cache", cost: "B" }),
    ...methods([...merging, ...plain], "keys", { does: "cache", cost: "A" }),
  ],
  free: ["**.pipeline().**", "**.multi().**", "**.batch().**", "**.pipeline.*", "**.pipe.*", "**.multi.*", "**.batch.*", "**.p.*", "**.tx.*"],
  shapes: [
    ...distinct(readOther, together.other),
    ...distinct(writeOther, together.member),
    ...distinct(set, together.write),
    ...shapes(ofModule(get), { ...one, batch: together.read, argument: "any" }),
    ...shapes(ofModule(set), { ...one, batch: together.write, argument: "any" }),
    ...shapes(ofModule(remove), { ...one, batch: together.remove, argument: "any" }),
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
