import rule from "../../../src/python/rules/leaked-listener.ts";
import { testPythonRule } from "../../rule-tester.ts";

const api = "from fastapi import FastAPI\napp = FastAPI()\n";
const job = "import logging\nlogger = logging.getLogger('jobs')\n";

testPythonRule("leaked-listener", rule, {
  valid: [
    { name: "at the top level", code: `${job}logger.addHandler(logging.StreamHandler())\n` },
    { name: "set up by name", code: `${job}def setup_logging(path):\n    logger.addHandler(logging.FileHandler(path))\n\ndef get_logger(name):\n    log = logging.getLogger(name)\n    log.addHandler(logging.StreamHandler())\n    return log\n` },
    { name: "called at the top level only", code: `${job}def _attach(path):\n    logger.addHandler(logging.FileHandler(path))\n_attach('a.log')\n` },
    { name: "removed again", code: `${job}def run(name):\n    h = logging.FileHandler(name)\n    logger.addHandler(h)\n    try:\n        work()\n    finally:\n        logger.removeHandler(h)\n` },
    { name: "removed by another method", code: "import logging\nclass Job:\n    def start(self):\n        self.h = logging.FileHandler('x')\n        logging.getLogger().addHandler(self.h)\n    def stop(self):\n        logging.getLogger().removeHandler(self.h)\n" },
    { name: "all replaced first", code: `${job}def run(name):\n    logger.handlers.clear()\n    logger.addHandler(logging.FileHandler(name))\n` },
    { name: "only when there is none", code: `${job}def run(name):\n    if not logger.handlers:\n        logger.addHandler(logging.FileHandler(name))\n\ndef run2(name):\n    if logger.hasHandlers():\n        return\n    logger.addHandler(logging.FileHandler(name))\n` },
    { name: "behind a flag", code: `${job}_ready = False\ndef run(name):\n    global _ready\n    if not _ready:\n        logger.addHandler(logging.FileHandler(name))\n        _ready = True\n` },
    { name: "the same handler each time", code: `${job}handler = logging.StreamHandler()\ndef run(name):\n    logger.addHandler(handler)\n` },
    { name: "a logger of its own", code: "import logging\ndef run(name):\n    log = logging.Logger(name)\n    log.addHandler(logging.FileHandler(name))\n" },
    { name: "a logger per name", code: "import logging\ndef by_name(name):\n    log = logging.getLogger(name)\n    log.addHandler(logging.StreamHandler())\n    return log\n" },
    { name: "a test and a script", filename: "scripts/run.py", code: `${job}def run(name):\n    logger.addHandler(logging.FileHandler(name))\n` },
    { name: "a constructor that nobody is seen to call twice", code: `${job}class Job:\n    def __init__(self):\n        logger.addHandler(logging.StreamHandler())\n` },
    { name: "start-up hook", code: `import atexit\n${api}@app.on_event('startup')\ndef start():\n    atexit.register(stop)\n` },
    { name: "weak receivers", code: `from django.db.models.signals import post_save\ndef view(request):\n    def changed(**kwargs):\n        pass\n    post_save.connect(changed)\n` },
    { name: "one receiver by its id", filename: "shop/views.py", code: "from django.db.models.signals import post_save\ndef view(request):\n    post_save.connect(lambda **kw: None, weak=False, dispatch_uid='view')\n" },
    { name: "the same function of the module", filename: "shop/views.py", code: "from django.db.models.signals import post_save\ndef changed(**kwargs):\n    pass\ndef view(request):\n    post_save.connect(changed, weak=False)\n" },
    { name: "asked first", code: `import sys\n${api}@app.get('/')\ndef get(path: str):\n    if path not in sys.path:\n        sys.path.append(path)\n` },
    { name: "put back", code: `import sys\n${api}@app.get('/')\ndef get(path: str):\n    old = sys.path\n    sys.path.insert(0, path)\n    sys.path = old\n` },
    { name: "its own list", code: "class Bus:\n    def __init__(self):\n        self.listeners = []\n    def on(self, fn):\n        self.listeners.append(fn)\n" },
    { name: "an observer that leaves", code: `${api}from .bus import bus\nclass View:\n    def open(self):\n        bus.listeners.append(self.changed)\n    def close(self):\n        bus.listeners.remove(self.changed)\n    def changed(self):\n        pass\n@app.get('/')\ndef get():\n    View().open()\n` },
    { name: "a future of its own", code: `import asyncio\n${api}@app.get('/')\nasync def get():\n    task = asyncio.create_task(work())\n    task.add_done_callback(print)\n` },
    { name: "an unsubscriber that is kept", code: "from homeassistant.helpers.event import async_track_time_interval\nasync def async_setup_entry(hass, entry):\n    entry.async_on_unload(async_track_time_interval(hass, tick, 1))\n" },
  ],
  invalid: [
    { name: "a handler per job", code: `${job}def run_job(name):\n    handler = logging.FileHandler(name)\n    logger.addHandler(handler)\n`, errors: [{ line: 5, column: 5, endColumn: 31, messageId: "added", confidence: "likely", severity: "warning", message: /Each call of `run_job` adds one more handler to `logger`/ }] },
    { name: "a handler per request", code: `import logging\n${api}@app.get('/')\ndef get(name: str):\n    log = logging.getLogger('api')\n    log.addHandler(logging.StreamHandler())\n`, errors: [{ line: 7, message: /FastAPI route GET \// }] },
    { name: "a handler per task", code: "import logging\nfrom celery import shared_task\n@shared_task\ndef run(order):\n    logging.root.addHandler(logging.FileHandler(f'{order}.log'))\n", errors: [{ line: 5 }] },
    { name: "a handler per instance, one per request", code: `import logging\n${api}class Job:\n    def __init__(self):\n        self.log = logging.getLogger(__name__)\n        self.log.addHandler(logging.StreamHandler())\n@app.get('/')\ndef get():\n    Job().run()\n`, errors: [{ line: 7, message: /Each instance of `Job`/ }] },
    { name: "a method that is called again and again", code: "import logging\nclass Job:\n    def __init__(self):\n        self.log = logging.getLogger(__name__)\n    def process(self, name):\n        self.log.addHandler(logging.FileHandler(name))\n", errors: [{ line: 6 }] },
    { name: "a sink per call", code: "from loguru import logger\ndef process(name):\n    logger.add(f'{name}.log')\n", errors: [{ line: 3, messageId: "process" }] },
    { name: "an exit function per request", code: `import atexit\n${api}@app.get('/')\ndef get(name: str):\n    client = make(name)\n    atexit.register(client.close)\n`, errors: [{ line: 7, messageId: "process" }] },
    { name: "a path per request", code: `import sys\n${api}@app.get('/')\ndef get(path: str):\n    sys.path.insert(0, path)\n`, errors: [{ line: 6 }] },
    { name: "a strong receiver per view", filename: "shop/views.py", code: "from django.db.models.signals import post_save\ndef view(request):\n    def changed(**kwargs):\n        print(request)\n    post_save.connect(changed, weak=False)\n", errors: [{ line: 5, messageId: "added" }] },
    { name: "a listener of the engine per request", code: `from sqlalchemy import create_engine, event\n${api}engine = create_engine('sqlite://')\n@app.get('/')\ndef get(name: str):\n    event.listen(engine, 'connect', lambda *args: print(name))\n`, errors: [{ line: 7, message: /to `engine`/ }] },
    { name: "a listener per socket", code: `from pyee import EventEmitter\nfrom fastapi import WebSocket\n${api}bus = EventEmitter()\n@app.websocket('/')\nasync def ws(socket: WebSocket):\n    bus.on('change', lambda data: socket.send_json(data))\n`, errors: [{ line: 8 }] },
    { name: "an observer per request", code: `from .bus import bus\n${api}class View:\n    def open(self):\n        bus.listeners.append(self.changed)\n    def changed(self):\n        pass\n@app.get('/')\ndef get():\n    View().open()\n`, errors: [{ line: 6, message: /bus\.listeners/ }] },
    { name: "an unsubscriber that is dropped", code: "from homeassistant.helpers.event import async_track_time_interval\nasync def async_setup_entry(hass, entry):\n    async_track_time_interval(hass, tick, 1)\n", errors: [{ line: 3, messageId: "dropped" }] },
    { name: "a callback on one future per request", code: `import asyncio\n${api}closed = asyncio.get_event_loop().create_future()\n@app.get('/')\nasync def get(name: str):\n    closed.add_done_callback(lambda done: print(name))\n`, errors: [{ line: 7 }] },
  ],
});
