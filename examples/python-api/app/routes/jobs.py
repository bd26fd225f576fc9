import logging

from cachetools import TTLCache
from fastapi import APIRouter

router = APIRouter(prefix="/jobs")
logger = logging.getLogger("jobs")

results: dict[str, dict] = {}
recent_results: TTLCache[str, dict] = TTLCache(maxsize=1000, ttl=600)


@router.post("/{job_id}")
def run(job_id: str, payload: dict):
    # Reported as unbounded-growth: any text in the address becomes an entry for ever.
    results[job_id] = {"size": len(payload)}
    return results[job_id]


# Repaired: the cache has a size and an age.
@router.post("/v2/{job_id}")
def run_with_limit(job_id: str, payload: dict):
    recent_results[job_id] = {"size": len(payload)}
    return recent_results[job_id]


@router.post("/{job_id}/logged")
def run_logged(job_id: str):
    handler = logging.FileHandler(f"/var/log/jobs/{job_id}.log")
    # Reported as leaked-listener: each run adds a handler, so each line is written once more.
    logger.addHandler(handler)
    logger.info("job %s", job_id)
    return {"job_id": job_id}
