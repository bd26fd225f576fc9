import rule from "../../../src/python/rules/sequential-await-in-loop.ts";
import { testPythonRule } from "../../rule-tester.ts";

const collects = (body: string, head = "for file in files:"): string =>
  `async def load_all(files: list[str], api):\n    out = []\n    ${head}\n${body.split("\n").map((line) => `        ${line}\n`).join("")}    return out\n`;

testPythonRule("sequential-await-in-loop", rule, {
  valid: [
    { name: "all at once", code: "import asyncio\nasync def load_all(files):\n    return await asyncio.gather(*[parse(file) for file in files])\n" },
    { name: "a stream", code: "async def load_all(lines):\n    out = []\n    async for line in lines:\n        out.append(await parse(line))\n    return out\n" },
    { name: "a handful", code: collects("out.append(await parse(file))", "for file in ('a', 'b'):") },
    { name: "the same call each time", code: collects("out.append(await parse())") },
    { name: "a state that goes on", code: "async def run(steps):\n    state = {}\n    for step in steps:\n        state = await apply(step, state)\n    return state\n" },
    { name: "the last result is kept", code: "async def run(steps):\n    last = None\n    for step in steps:\n        last = await load(step)\n    return last\n" },
    { name: "a sum", code: "async def run(files):\n    total = 0\n    for file in files:\n        total += await size(file)\n    return total\n" },
    { name: "the first that fits", code: collects("one = await parse(file)\nif one.ok:\n    return one\nout.append(one)") },
    { name: "a limit on what was found", code: collects("out.append(await parse(file))\nif len(out) > 10:\n    break") },
    { name: "what was found decides", code: collects("if file not in out:\n    out.append(await parse(file))") },
    { name: "a pause", code: collects("out.append(await parse(file))\nawait asyncio.sleep(1)") },
    { name: "a queue", code: "async def drain(queue):\n    while queue:\n        await handle(queue.pop())\n" },
    { name: "a lock", code: collects("async with self.lock:\n    out.append(await parse(file))") },
    { name: "one session", code: collects("out.append(await load(file, session))") },
    { name: "requests are another pattern", code: `import httpx\nasync def load(client: httpx.AsyncClient, urls):\n    return [(await client.get(url)).json() for url in urls]\n` },
    { name: "queries are another pattern", code: `import asyncpg\nasync def load(conn: asyncpg.Connection, ids):\n    return [await conn.fetch("select 1 from t where id = $1", one) for one in ids]\n` },
    { name: "a generator", code: "async def load_all(files):\n    for file in files:\n        yield await parse(file)\n" },
    { name: "no wait at all", code: `async def parse(file):\n    return file.lower()\n${collects("out.append(await parse(file))")}` },
    { name: "nothing is gathered: order may be the point", code: collects("await notify(file)") },
    { name: "something is changed", code: collects("out.append(await create_folder(file))") },
    { name: "tasks that run already", code: "async def finish(tasks):\n    return [await task for task in tasks]\n" },
    { name: "a test", filename: "tests/test_load.py", code: collects("out.append(await parse(file))") },
  ],
  invalid: [
    {
      name: "results appended to a list",
      code: `async def load_all(files, api):
    out = []
    for file in files:
        out.append(await api.parse(file))
    return out
`,
      errors: [{
        messageId: "oneByOne", line: 4, column: 26, severity: "warning", confidence: "likely",
        message: /^Each iteration waits for `api\.parse` before the next one starts, .* once per item of `files`; line 3: the loop\)$/,
      }],
    },
    { name: "a result under a name", code: collects("one = await parse(file)\nout.append((file, one))"), errors: [{ messageId: "oneByOne" }] },
    { name: "a dictionary by item", code: "async def load_all(files):\n    out = {}\n    for file in files:\n        out[file] = await parse(file)\n    return out\n", errors: [{ messageId: "oneByOne" }] },
    { name: "a comprehension", code: "async def load_all(files):\n    return [await parse(file) for file in files]\n", errors: [{ messageId: "oneByOne" }] },
    { name: "a dictionary comprehension", code: "async def load_all(files):\n    return {file: await parse(file) for file in files}\n", errors: [{ messageId: "oneByOne" }] },
    { name: "what a second clause goes over", code: "async def load_all(folders):\n    return [file for folder in folders for file in await entries_of(folder)]\n", errors: [{ messageId: "oneByOne" }] },
    { name: "a method of the item", code: collects("state = await file.result()\nif state.failed:\n    continue\nout.append(state)"), errors: [{ messageId: "oneByOne" }] },
    {
      name: "a name that gets another value after the loop",
      code: "async def check(items):\n    failed = []\n    for item in items:\n        error = await item.error()\n        failed.append(error)\n    for error in failed:\n        log(error)\n",
      errors: [{ messageId: "oneByOne" }],
    },
    { name: "errors of one item are kept apart", code: collects("try:\n    out.append(await parse(file))\nexcept ValueError:\n    continue"), errors: [{ messageId: "oneByOne" }] },
    { name: "an asynchronous helper of this file", code: `async def parse(file):\n    return await read(file)\n${collects("out.append(await parse(file))")}`, errors: [{ messageId: "oneByOne" }] },
    {
      name: "in a handler",
      code: `from fastapi import FastAPI
app = FastAPI()
@app.post("/parse")
async def parse_all(files: list[str]):
    return [await parse(file) for file in files]
`,
      errors: [{ messageId: "oneByOne", message: /POST \/parse/ }],
    },
  ],
});
