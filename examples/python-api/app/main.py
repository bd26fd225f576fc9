import json
from contextlib import asynccontextmanager

from fastapi import FastAPI

from .routes import auth, catalog, exports, invoices, jobs, logged_jobs, orders, payments, shipping


@asynccontextmanager
async def lifespan(app: FastAPI):
    # Read once, before the server listens: start-up may block.
    with open("config.json") as file:
        app.state.config = json.load(file)
    yield


app = FastAPI(lifespan=lifespan)
for module in (auth, orders, catalog, shipping, exports, invoices, jobs, logged_jobs, payments):
    app.include_router(module.router)
