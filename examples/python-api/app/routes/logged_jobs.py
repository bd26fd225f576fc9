import logging

from fastapi import APIRouter

router = APIRouter(prefix="/v2/jobs")
logger = logging.getLogger("jobs")


# Repaired form of `run_logged` in jobs.py: the handler goes when the job ends.
@router.post("/{name}/logged")
def run_logged_once(name: str):
    handler = logging.FileHandler(f"/var/log/jobs/{name}.log")
    logger.addHandler(handler)
    try:
        logger.info("job %s", name)
    finally:
        logger.removeHandler(handler)
    return {"name": name}
