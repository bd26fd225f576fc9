import rule from "../../../src/python/rules/large-json-parse.ts";
import { testPythonRule } from "../../rule-tester.ts";

const fastapi = `import json
import aiofiles
from fastapi import FastAPI
app = FastAPI()
`;

testPythonRule("large-json-parse", rule, {
  valid: [
    { name: "a file of a helper, whose size nothing tells", code: `${fastapi}def read(name):
    with open(f"/data/{name}.json") as file:
        return json.load(file)
@app.get("/rows/{name}")
async def rows(name: str):
    return read(name)
` },
    { name: "JSON lines by callers that nobody knows, in an application", packages: ["fastapi"], code: `import json
def load(path):
    with open(path) as file:
        return [json.loads(line) for line in file.readlines()]
` },
    { name: "a Django setting, which counts forms as well", filename: "shop/settings.py", code: "DATA_UPLOAD_MAX_MEMORY_SIZE = 52428800\n" },
    { name: "at start-up", code: `${fastapi}with open("/data/rows.json") as file:\n    ROWS = json.load(file)\n` },
    { name: "a small file of the project", files: { "data/tax.json": 2000 }, code: `${fastapi}
@app.get("/tax")
async def tax():
    with open("data/tax.json") as file:
        return json.load(file)
` },
    { name: "a file that is written by hand", code: `${fastapi}
@app.get("/version")
async def version():
    with open(ROOT / "package.json") as file:
        return json.load(file)["version"]
` },
    { name: "a message", code: `${fastapi}
@app.post("/hook")
async def hook(body: str):
    return json.loads(body)
` },
    { name: "one configuration after the other", filename: "scripts/merge.py", code: `import json
def main(paths):
    merged = {}
    for path in paths:
        with open(path) as file:
            merged[path] = json.load(file)
` },
    { name: "lines of a text that is searched first", code: `import json
def load(paths, target):
    for path in paths:
        with open(path) as file:
            data = file.read()
            if target not in data:
                continue
            data = data.splitlines()
            for line in data:
                yield json.loads(line)
` },
    { name: "lines from the file itself", code: `import json
def load(path):
    with open(path) as file:
        for line in file:
            yield json.loads(line)
` },
    { name: "a file of a fixed name", code: "import json, os\nfrom flask import Flask\napp = Flask(__name__)\n@app.route('/<name>')\ndef rows(name):\n    with open(os.path.join(folder(name), 'rows.json')) as file:\n        return json.load(file)\n" },
    { name: "a limit behind a check of tokens", code: "from aiohttp import web\napp = web.Application(client_max_size=100 * 1024**2, middlewares=[token_validation])\n" },
    { name: "a small limit", code: "from aiohttp import web\napp = web.Application(client_max_size=1024**2)\n" },
    { name: "a copy of what does not grow", code: "import copy\nDEFAULTS = {}\ndef fresh():\n    return copy.deepcopy(DEFAULTS)\n" },
    { name: "a test", filename: "tests/test_rows.py", code: "import json\ndef test_rows(paths):\n    rows = []\n    for path in paths:\n        with open(path) as file:\n            rows += json.load(file)\n" },
  ],
  invalid: [
    { name: "a large file of the project, in a helper", files: { "data/rows.json": 5_000_000 }, code: `${fastapi}def read():
    with open("data/rows.json") as file:
        return json.load(file)
@app.get("/rows/{name}")
async def rows(name: str):
    return read()
`, errors: [{ messageId: "wholeFile" }] },
    { code: `${fastapi}
@app.get("/rows/{name}")
async def rows(name: str):
    with open(f"/data/{name}.json") as file:
        return json.load(file)
`, errors: [{ line: 9, column: 16, messageId: "wholeFile", severity: "warning", confidence: "likely" }] },
    { name: "read without blocking, parsed in one piece", code: `${fastapi}
@app.get("/rows/{name}")
async def rows(name: str):
    async with aiofiles.open(f"/data/{name}.json") as file:
        return json.loads(await file.read())
`, errors: [{ line: 9, messageId: "wholeFile" }] },
    { name: "in a Flask view", code: `import json
from pathlib import Path
from flask import Flask
app = Flask(__name__)
@app.get("/rows/<name>")
def rows(name):
    return json.loads(Path(f"/data/{name}.json").read_text())[:10]
`, errors: [{ line: 7, messageId: "wholeFile", message: /this thread/ }] },
    { name: "lines of a text that is only there for them", code: `import json
def load(path):
    with open(path) as file:
        data = file.read()
        if not data:
            return []
        return [json.loads(line) for line in data.splitlines()]
`, errors: [{ line: 7, messageId: "lines" }] },
    { name: "JSON lines of a whole file", code: `import json
def load(path):
    with open(path) as file:
        return [json.loads(line) for line in file.readlines()]
`, errors: [{ line: 4, column: 46, messageId: "lines" }] },
    { name: "all files at once", filename: "app/management/commands/load.py", code: `import json
from pathlib import Path
class Command:
    def handle(self):
        for path in Path(self.source).glob("*.json"):
            with path.open() as file:
                self.rows += json.load(file)
`, errors: [{ line: 7, messageId: "kept" }] },
    { name: "a body limit", code: "from aiohttp import web\napp = web.Application(client_max_size=100 * 1024**2)\n", errors: [{ line: 2, messageId: "limit", message: /100 MB/ }] },
    { name: "a Django setting", filename: "shop/settings.py", code: "DATA_UPLOAD_MAX_MEMORY_SIZE = 52428800\n", settings: { confidence: "possible" }, errors: [{ line: 1, messageId: "anyBody", confidence: "possible" }] },
    { name: "a copy of a history that grows", code: `import copy
class Chat:
    def __init__(self):
        self.history = []
    def send(self, message):
        self.history.append(message)
    def all(self):
        return copy.deepcopy(self.history)
`, errors: [{ line: 8, messageId: "clone" }] },
  ],
});
