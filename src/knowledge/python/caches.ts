import type { Library } from "../row.ts";
import { methods, shapes } from "../rows.ts";

const one = { does: "cache", cost: "B", measured: "one round trip" } as const;
const pipeline = "a `pipeline()`";
const blocks = { blocks: true, instead: "`redis.asyncio`" } as const;

const sync = [
  "redis.Redis#", "redis.StrictRedis#", "redis.client.Redis#", "redis.RedisCluster#", "redis.cluster.RedisCluster#", "redis.from_url().", "redis.Redis.from_url().",
  "redis.StrictRedis.from_url().", "redis.sentinel.Sentinel#master_for().", "redis.sentinel.Sentinel#slave_for().", "django_redis.get_redis_connection().",
  "flask_redis.FlaskRedis#",
];
const asynchronous = [
  "redis.asyncio.Redis#", "redis.asyncio.StrictRedis#", "redis.asyncio.client.Redis#", "redis.asyncio.from_url().", "redis.asyncio.Redis.from_url().",
  "redis.asyncio.RedisCluster#", "aioredis.Redis#", "aioredis.from_url().", "aioredis.create_redis_pool().", "aioredis.create_redis().", "aioredis.Redis.from_url().",
];

/** Commands by what takes their place when there are many keys. */
const commands: readonly { names: string; batch?: string }[] = [
  { names: "get getdel getex getset", batch: "one `mget`, or a `pipeline()`" },
  { names: "set setex psetex setnx", batch: "one `mset`, or a `pipeline()`" },
  { names: "delete unlink exists", batch: "one call with all keys" },
  { names: "incr incrby incrbyfloat decr decrby append expire pexpire expireat persist ttl pttl type rename strlen dump", batch: pipeline },
  {
    names: `hget hgetall hmget hexists hkeys hvals hlen llen lrange lindex smembers sismember scard zscore zrange zrangebyscore zrevrange
      zrevrangebyscore zrank zcard zcount`,
    batch: pipeline,
  },
  {
    names: `hset hsetnx hmset hincrby hincrbyfloat hdel lpush rpush lpop rpop lrem ltrim sadd srem spop zadd zrem zincrby zremrangebyscore xadd xread
      publish eval evalsha`,
    batch: pipeline,
  },
  { names: "blpop brpop blmove", batch: undefined },
  { names: "mget mset keys scan execute_command", batch: undefined },
];

/** Names that no other library in wide use has. */
const distinct = `hget hgetall hmget hexists hkeys hvals hset hsetnx hmset hincrby hdel smembers sismember sadd srem scard zadd zscore zrange
  zrangebyscore zrevrange zrem zincrby zcard lpush rpush lrange llen ltrim setex setnx`;

export const redis: Library = {
  name: "Redis", packages: ["redis", "aioredis", "django-redis", "flask-redis"], docs: "https://redis.readthedocs.io/en/stable/advanced_features.html#pipelines",
  sinks: commands.flatMap(({ names, batch }) => [
    ...methods(sync, names, { ...one, ...blocks, batch }),
    ...methods(asynchronous, names, { ...one, batch }),
  ]),
  free: ["**.pipeline().**", "**.multi_exec().**", "**.pipeline.*", "**.pipe.*", "**.p.*", "**.tr.*"],
  shapes: shapes(distinct.trim().split(/\s+/).map((name) => `*.${name}`).join(" "), { ...one, batch: pipeline, argument: "any" }),
};

const memcached = { does: "cache", cost: "B", blocks: true, instead: "`aiomcache`, or `await asyncio.to_thread(...)`" } as const;
const memcachedClients = ["memcache.Client#", "pylibmc.Client#", "pymemcache.client.base.Client#", "pymemcache.Client#", "pymemcache.client.base.PooledClient#"];

export const memcache: Library = {
  name: "memcached", packages: ["python-memcached", "pylibmc", "pymemcache"], docs: "https://pymemcache.readthedocs.io/en/latest/",
  sinks: [
    ...methods(memcachedClients, "get gets", { ...memcached, batch: "one `get_many` or `get_multi`" }),
    ...methods(memcachedClients, "set add replace cas incr decr", { ...memcached, batch: "one `set_many` or `set_multi`" }),
    ...methods(memcachedClients, "delete", { ...memcached, batch: "one `delete_many` or `delete_multi`" }),
    ...methods(memcachedClients, "get_many get_multi set_many set_multi delete_many delete_multi", memcached),
  ],
};
