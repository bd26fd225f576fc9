/** What runs the coroutines of a file: asyncio, unless it only imports another one. */
export type Runtime = "asyncio" | "anyio" | "trio" | "twisted" | "homeassistant";

export function runtimeOf(text: string): Runtime {
  const imports = (name: string): boolean => new RegExp(`^[ \\t]*(?:import|from)[ \\t]+${name}\\b`, "m").test(text);
  if (/\bhomeassistant\b|\basync_add_executor_job\b/.test(text)) return "homeassistant";
  if (imports("asyncio")) return "asyncio";
  if (imports("twisted")) return "twisted";
  return imports("trio") ? "trio" : imports("anyio") ? "anyio" : "asyncio";
}

/** An advice in the words of the runtime. */
export function fitting(instead: string, runtime: Runtime): string {
  switch (runtime) {
    case "asyncio": return instead;
    case "twisted": return instead.replace("await asyncio.to_thread(", "threads.deferToThread(").replace("await loop.getaddrinfo(", "reactor.resolve(").replace("await asyncio.sleep(", "task.deferLater(");
    case "homeassistant": return instead.replace("asyncio.to_thread(", "hass.async_add_executor_job(");
    default: return instead.replace("asyncio.to_thread(", `${runtime}.to_thread.run_sync(`).replace("asyncio.sleep(", `${runtime}.sleep(`);
  }
}
