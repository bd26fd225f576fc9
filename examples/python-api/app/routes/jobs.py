import logging

from cachetools import TTLCache
from fastapi import APIRouter

router = APIRouter(prefix="/jobs")
logger = logging.getLogger("jobs")
run_logger = logging.getLogger("jobs.run")

results: dict[str, dict] = {}
recent_results: TTLCache[str, dict] = TTLCache(maxsize=1000, ttl=600)


@router.post("/{name}")
def run(name: str, payload: dict):
    # Reported as unbounded-growth: any name in the address becomes an entry for ever.
    results[name] = {"size": len(payload)}
    return results[name]


# Repaired: the cache has a size and an age.
@router.post("/v2/{name}")
def run_with_limit(name: str, payload: dict):
    recent_results[name] = {"size": len(payload)}
    return recent_results[name]


@router.post("/{name}/logged")
def run_logged(name: str):
    handler = logging.FileHandler(f"/var/log/jobs/{name}.log")
    # Reported as leaked-listener: each run adds a handler, so each line is written once more.
    logger.addHandler(handler)
    logger.info("job %s", name)
    return {"name": name}


# Repaired: the handler goes when the job ends.
@router.post("/v2/{name}/logged")
def run_logged_once(name: str):
    handler = logging.FileHandler(f"/var/log/jobs/{name}.log")
    run_logger.addHandler(handler)
    try:
        run_logger.info("job %s", name)
    finally:
        run_logger.removeHandler(handler)
    return {"name": name}
