from collections.abc import Iterator

from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

engine = create_engine("postgresql+psycopg://localhost/shop")
make_session = sessionmaker(engine)


def get_session() -> Iterator[Session]:
    with make_session() as session:
        yield session
