import rule from "../../../src/python/rules/n-plus-one-query.ts";
import type { Settings } from "../../../src/rule.ts";
import { testPythonRule } from "../../rule-tester.ts";

const sql = `from sqlalchemy import select
from sqlalchemy.orm import Session
from .models import Order, User
`;
const django = "from .models import Book, Author\n";
/** The first function of the file is reached from a route of another file. */
const elsewhere: Settings = {
  project: { answers: { loops: [], reach: [[1, [{ context: "request", how: "route", confidence: "certain", path: [{ file: "views.py", line: 9, name: "show" }], onLoop: false, perRow: false }]]] } },
};

/** An application all files of which were looked at, and nothing leads to its first function. */
const uncalled: Settings = {
  project: { answers: { loops: [], reach: [[1, [{ context: "unknown", how: "callers unknown", confidence: "likely", path: [], onLoop: false, perRow: false, uncalled: true }]]] } },
};

testPythonRule("n-plus-one-query", rule, {
  valid: [
    { name: "kinds of things, of which there are a few", packages: ["django"], filename: "shop/views.py", code: `${django}from .models import AgeSegment\ndef show(request):\n    ages = AgeSegment.objects.all().values("id")\n    return [Book.objects.get(age=age["id"]) for age in ages]\n` },
    { name: "rows with some ids from an address", packages: ["django"], filename: "shop/views.py", code: `${django}def show(request, guids):\n    guids = guids.split(",")\n    for book in Book.objects.filter(guid__in=guids):\n        print(Author.objects.get(pk=book.author_id))\n` },
    { name: "fields of a record that a client sends", packages: ["django"], filename: "shop/views.py", code: `${django}import json\ndef save(request):\n    for key, value in json.loads(request.body).items():\n        print(Book.objects.get(key=key))\n` },
    { name: "what a method gives for one row", packages: ["flask", "sqlalchemy"], code: `from flask import Flask\nfrom .models import Backup, User\napp = Flask(__name__)\n@app.get("/backups/<int:one>")\ndef show(one):\n    backup = Backup.query.filter(Backup.id == one).first()\n    return [User.query.get(uid).email for uid in backup.owners()]\n` },
    { name: "a helper that keeps its result", packages: ["django"], filename: "shop/views.py", code: `${django}import functools\n@functools.cache\ndef shelves():\n    return list(Author.objects.filter(sold=False))\ndef show(request):\n    for book in Book.objects.all():\n        print(book.shelf in shelves())\n` },
    { name: "uploaded files that a route is given", packages: ["fastapi", "sqlalchemy"], code: `from fastapi import FastAPI, UploadFile, Depends\nfrom sqlalchemy import select\nfrom sqlalchemy.orm import Session\nfrom .models import Scan\napp = FastAPI()\n@app.post("/scans")\ndef store(scans: list[UploadFile], session: Session = Depends(get_session)):\n    for one in scans:\n        session.execute(select(Scan).where(Scan.name == one.filename))\n` },
    { name: "files of a form", packages: ["django"], filename: "shop/views.py", code: `${django}def save(request):\n    for uploaded_file in request.FILES.getlist("files"):\n        Book.objects.create(scan=uploaded_file)\n` },
    { name: "entries of a form", packages: ["django"], filename: "shop/views.py", code: `${django}import json\ndef save(request):\n    for line in json.loads(request.body):\n        print(Book.objects.get(pk=line["book"]))\n` },
    { name: "no more than a few of what a client sends", packages: ["django"], filename: "shop/views.py", code: `${django}MAX = 5\ndef save(request):\n    names = request.POST.getlist("names")\n    if len(names) > MAX:\n        return bad()\n    for name in names:\n        print(Book.objects.get(name=name))\n` },
    { name: "a task that nobody waits for", packages: ["django", "celery"], code: `${django}from celery import shared_task\n@shared_task\ndef index():\n    for book in Book.objects.all():\n        print(Author.objects.get(pk=book.author_id))\n` },
    { name: "rows with some names", packages: ["django"], filename: "shop/views.py", code: `${django}def show(request, slugs):\n    for book in Book.objects.filter(slug__in=slugs.split(",")):\n        print(Author.objects.get(pk=book.author_id))\n` },
    { name: "what goes with a part of one thing", packages: ["django"], filename: "shop/views.py", code: `${django}def show(request, pk):\n    talk = Talk.objects.get(pk=pk)\n    for one in Question.objects.filter(kind__title=talk.kind):\n        print(Author.objects.get(pk=one.author_id))\n` },
    { name: "different values of a column", packages: ["django"], filename: "shop/views.py", code: `${django}def show(request):\n    shelves = list({book.shelf for book in Book.objects.all()})\n    for shelf in shelves:\n        Author.objects.get(shelf=shelf)\n    for shelf in Book.objects.values_list("shelf", flat=True).distinct():\n        Author.objects.get(shelf=shelf)\n` },
    { name: "until one answers", packages: ["django"], filename: "shop/views.py", code: `${django}def show(request):\n    for author in Author.objects.all():\n        try:\n            book = Book.objects.get(author=author)\n            break\n        except Book.DoesNotExist:\n            pass\n` },
    { name: "kinds of rights", packages: ["django"], filename: "shop/views.py", code: `${django}def show(request):\n    for name in request.POST.getlist("names"):\n        Permission.objects.get(codename=name)\n` },
    { name: "rows that are put in order by hand", packages: ["django"], filename: "shop/views.py", code: `${django}def reorder_books(request):\n    for move in request.POST.getlist("books"):\n        Book.objects.get(pk=move)\n` },
    { name: "a query that each round adds to", packages: ["django"], code: `${django}def found(request):\n    every = Book.objects.none()\n    for author in Author.objects.all():\n        every |= Book.objects.filter(author=author)\n    return list(every)\n` },
    { name: "rows by ids that another file chooses", packages: ["django"], settings: elsewhere, code: `${django}def names(ids):\n    books = Book.objects.filter(id__in=ids)\n    for book in books:\n        print(Author.objects.get(pk=book.author_id))\n` },
    { name: "rows by ids, with others, for another file", packages: ["django"], settings: elsewhere, code: `${django}def names(shelf):\n    found = split(shelf)\n    books = list(Book.objects.filter(Q(pk__in=[one.pk for one in found]) & ~Q(sold=True))) + found\n    for book in books:\n        print(Author.objects.get(pk=book.author_id))\n` },
    { name: "reads within a transaction of an application", packages: ["django"], code: `${django}from django.db import transaction\ndef merge(request):\n    with transaction.atomic():\n        for book in Book.objects.filter(shelf=request.POST["shelf"]):\n            print(Author.objects.get(pk=book.author_id))\n` },
    { name: "a module of commands", packages: ["django"], filename: "app/commands.py", code: `${django}def names():\n    for book in Book.objects.all():\n        print(Author.objects.get(pk=book.author_id))\n` },
    { name: "a lock for each of some rows", packages: ["django"], code: `${django}from django.core.cache import cache\ndef warm(request):\n    for book in Book.objects.filter(sold=False):\n        cache.add(book.key, book.title)\n` },
    { name: "changes for a handler of another file", packages: ["django"], settings: elsewhere, code: `${django}from django.core.cache import cache\ndef warm():\n    for book in Book.objects.filter(sold=False):\n        cache.set(book.key, book.title)\n` },
    { name: "rows that staff chooses", packages: ["django"], code: `${django}from django.contrib import admin\nclass BookAdmin(admin.ModelAdmin):\n    actions = ["sell"]\n    def sell(self, request, queryset):\n        for book in queryset.all():\n            Author.objects.get(pk=book.author_id)\n` },
    { name: "an action that stands alone", packages: ["django"], code: `${django}def sell(modeladmin, request, queryset):\n    for book in queryset.all():\n        Author.objects.get(pk=book.author_id)\n` },
    { name: "a helper of what staff does", filename: "shop/admin.py", packages: ["django"], code: `${django}def sell():\n    for book in Book.objects.all():\n        Author.objects.get(pk=book.author_id)\n` },
    { name: "a receiver of a signal", packages: ["django"], code: `${django}from django.db.models.signals import post_save\nfrom django.dispatch import receiver\n@receiver(post_save, sender=Author)\ndef saved(instance, **kwargs):\n    for book in Book.objects.all():\n        Author.objects.create(pk=book.author_id)\n` },
    { name: "beside a request for each item", packages: ["django", "requests"], code: `${django}import requests\ndef sell(request):\n    for book in Book.objects.all():\n        requests.post("http://a", json=book.id)\n        Author.objects.get(pk=book.author_id)\n`, filename: "shop/views.py" },
    { name: "beside a helper that makes a request for each item", packages: ["django", "requests"], code: `${django}import requests\ndef tell(book):\n    requests.post("http://a", json=book.id)\ndef sell(request):\n    for book in Book.objects.all():\n        tell(book)\n        Author.objects.get(pk=book.author_id)\n`, filename: "shop/views.py" },
    { name: "the place of each in the list", packages: ["django"], filename: "shop/views.py", code: `${django}def order(request):\n    for index, pk in enumerate(request.POST.getlist("rows")):\n        Book.objects.filter(pk=pk).update(position=index)\n` },
    { name: "what belongs to one thing, for a view", packages: ["django"], filename: "shop/views.py", code: `${django}def show(request, shelf):\n    for book in Book.objects.filter(shelf=shelf):\n        print(Author.objects.get(pk=book.author_id))\n    for book in Book.objects.filter(shelf_id=request.GET["shelf"]).filter(shelf_id=shelf.id):\n        print(Author.objects.get(pk=book.author_id))\n` },
    { name: "what belongs to two owners at once", packages: ["django"], filename: "shop/views.py", code: `${django}def show(request, project):\n    for book in Book.objects.filter(user=request.user, project=project):\n        print(Author.objects.get(pk=book.author_id))\n` },
    { name: "what belongs to one thing, by a column of SQLAlchemy", packages: ["flask", "sqlalchemy"], code: `from flask import Flask\nfrom .models import Line, Stock, session\napp = Flask(__name__)\n@app.get("/orders/<order_id>")\ndef show(order_id):\n    lines = session.query(Line).filter(Line.order_id == order_id).all()\n    return [session.query(Stock).filter(Stock.sku == line.sku).one() for line in lines]\n` },
    { name: "the managers of one thing", packages: ["django"], filename: "shop/views.py", code: `${django}def show(request, pk):\n    shop = Shop.objects.get(pk=pk)\n    managers = shop.shop_managers.all()\n    for one in managers:\n        print(Author.objects.get(pk=one.author_id))\n` },
    { name: "rows that a view adds for rows", packages: ["django"], filename: "shop/views.py", code: `${django}def copy(request):\n    for book in Book.objects.filter(sold=True):\n        Author.objects.create(pk=book.author_id)\n` },
    { name: "rows that a route adds for rows, as text", packages: ["fastapi", "databases"], code: `from databases import Database\nfrom fastapi import FastAPI\napp = FastAPI()\ndb = Database("postgres://db")\n@app.post("/copy")\nasync def copy(number: int):\n    rows = await db.fetch_all("SELECT tag FROM tags")\n    for row in rows:\n        added = "INSERT INTO tags (tag, project) VALUES (:tag, :project)"\n        await db.execute(added, {"tag": row["tag"], "project": number})\n` },
    { name: "what nothing in an application leads to", packages: ["django"], settings: uncalled, code: `${django}def names():\n    for book in Book.objects.all():\n        print(Author.objects.get(pk=book.author_id))\n` },
    { name: "one query before the loop", code: `${sql}
def load(session: Session, ids: list[int]):
    rows = session.execute(select(Order).where(Order.id.in_(ids))).scalars().all()
    return [row.total for row in rows]
` },
    { name: "chunks are the batch", code: `${sql}
def load(session: Session, ids: list[int]):
    for start in range(0, len(ids), 500):
        session.execute(select(Order).where(Order.id.in_(ids[start:start + 500]))).all()
` },
    { name: "pages", code: `${sql}
def load(session: Session):
    offset = 0
    while True:
        rows = session.execute(select(Order).limit(100).offset(offset)).all()
        if not rows:
            break
        offset += len(rows)
` },
    { name: "a handful of constants", code: `${sql}
def load(session: Session):
    return [session.execute(select(Order).where(Order.state == state)).all() for state in ("new", "paid", "sent")]
` },
    { name: "adding to the session is buffered", code: `${sql}
def save(session: Session, rows: list[dict]):
    for row in rows:
        session.add(Order(**row))
    session.commit()
` },
    { name: "building a queryset asks nothing", packages: ["django"], code: `${django}
def search(names: list[str]):
    books = Book.objects.all()
    for name in names:
        books = books.exclude(title=name)
    return books
` },
    { name: "a test", filename: "tests/test_orders.py", packages: ["django"], code: `${django}
def test_books(authors: list[Author]):
    for author in authors:
        Book.objects.create(author=author)
` },
    { name: "a migration", filename: "shop/migrations/0002_fill.py", packages: ["django"], code: `${django}
def forwards(apps, schema_editor):
    for author in Author.objects.all():
        Book.objects.filter(author=author).update(name="x")
` },
    { name: "a pipeline", code: `import redis
client = redis.Redis()
def load(keys: list[str]):
    pipe = client.pipeline()
    for key in keys:
        pipe.get(key)
    return pipe.execute()
` },
    { name: "statements about the schema", code: `import psycopg
def create(connection: psycopg.Connection, tables: list[str]):
    for table in tables:
        connection.execute(f"DROP TABLE {table}")
` },
    { name: "the same question to each model", packages: ["django"], code: `
def counts(models: list):
    return [model.objects.count() for model in models]
` },
    { name: "a dictionary is no database", code: "def load(cache: dict, keys: list[str]):\n    return [cache.get(key) for key in keys]\n" },
    { name: "the callers give what is asked for when it is missing", packages: ["django"], code: `${django}
def add(author, ids=None):
    if ids is None:
        ids = list(Book.objects.filter(author=author).values_list("id", flat=True))
    return ids

def fill(authors: list[Author], known: dict):
    for author in authors:
        add(author, known[author.id])
` },
    { name: "nothing tells how many: the keys of a dictionary, few by name, the result of a function", packages: ["django"], code: `${django}
def save(entries: dict, categories: list[str]):
    for key, entry in entries.items():
        Book.objects.create(title=key)
    for category in categories:
        Book.objects.create(title=category)
    for one in load_all():
        Book.objects.create(title=one)
` },
    { name: "each deletion runs the hooks of its row", packages: ["django"], code: `${django}
def clear():
    for book in Book.objects.filter(old=True):
        book.delete()
` },
    { name: "relations of one row", packages: ["django"], code: `${django}
def names(author: Author):
    return [list(book.tags.all()) for book in author.books.all()]
` },
    { name: "a revision of Alembic, wherever it lies", filename: "shop/revisions/2024_fill.py", code: `${sql}
down_revision = "a1b2"
def upgrade(session: Session, users: list[User]):
    for user in users:
        session.execute(select(Order).where(Order.user_id == user.id)).all()
` },
    { name: "helpers of migrations", filename: "shop/util/migrations.py", packages: ["django"], code: `${django}
def merge(authors: list[Author]):
    for author in authors:
        Book.objects.filter(author=author).first()
` },
    { name: "support for tests", filename: "shop/testing/views.py", packages: ["django"], code: `${django}
def check(rows: list[dict]):
    for row in rows:
        Book.objects.get(title=row["title"])
` },
    { name: "a number of rounds is no list of rows", packages: ["django"], code: `${django}
def per_month(months_back: int, start):
    return [Book.objects.filter(month=start + at).count() for at in range(months_back)]
` },
    { name: "tables and models are few", packages: ["django"], code: `${django}
def sizes(cursor, tables: list[str], models_to_flush: list):
    for table in tables:
        cursor.execute("SELECT pg_total_relation_size(%s)", (table,))
    for model in models_to_flush:
        model.objects.filter(kind=model.kind).first()
` },
    { name: "the table is a hole of the statement", code: `import psycopg2
def load(names: list[str]):
    cursor = psycopg2.connect("dbname=shop").cursor()
    for name in names:
        cursor.execute(f"DELETE FROM {name} WHERE expire < %s", (1,))
        cursor.execute("SELECT MAX(%s) FROM %s" % ("id", name))
` },
    { name: "each item brings its own model", packages: ["django"], code: `${django}
def load(pairs: list[tuple]):
    for pk, serializer in pairs:
        serializer.Meta.model.objects.get(pk=pk)
` },
    { name: "after an error", packages: ["django"], code: `${django}
def save(books: list[Book]):
    try:
        Book.objects.bulk_create(books)
    except ValueError:
        for book in books:
            Book.objects.create(title=book.title)
` },
    { name: "the first that fits ends the loop", packages: ["django"], code: `${django}
def first(authors: list[Author]):
    for author in authors:
        book = Book.objects.filter(author=author).first()
        if book is not None:
            return book
` },
    { name: "rows of a model of which there are a few", packages: ["django"], code: `${django}
def counts():
    return [Book.objects.filter(type=one).count() for one in BookType.objects.all()]
` },
    { name: "rows that name one of few kinds", packages: ["django"], code: `${django}
def kinds(rows: list[dict]):
    return [BookType.objects.get(pk=row["type"]) for row in rows]
` },
    { name: "widgets of one page, out of a document", packages: ["django"], code: `${django}
import json
def draw(text: str):
    widgets = json.loads(text)
    return [Book.objects.filter(title=widget["title"]).first() for at, widget in enumerate(widgets)]
` },
    { name: "a helper that hands back a query to be part of another", packages: ["django"], code: `${django}
def books_of(author: Author):
    return Book.objects.filter(author=author)

def all_of(authors: list[Author], wanted):
    for author in authors:
        own = books_of(author)
        wanted = wanted | Author.objects.filter(Exists(own))
    return wanted
` },
    { name: "a query that a helper adds to", packages: ["django"], code: `${django}
from .filters import where_filter_qs
def all_of(authors: list[Author], wanted):
    for author in authors:
        wanted = wanted | where_filter_qs(Book.objects.filter(author=author), {})
    return wanted
` },
    { name: "a dictionary by the name of a manager", packages: ["django"], code: `${django}
def names(model, values: list[int]):
    objects = {}
    objects = model.objects.in_bulk(values)
    return [objects.get(value) for value in values]
` },
    { name: "work by night, by its name", packages: ["django"], code: `${django}
def repair_titles(authors: list[Author]):
    for author in authors:
        Book.objects.filter(author=author).first()
` },
    { name: "a helper that asks for the same each time", packages: ["django"], code: `${django}
def system_book():
    return Book.objects.filter(title="system").first()

def notify(authors: list[Author]):
    for author in authors:
        author.send(system_book())
` },
    {
      name: "what a function of an application is handed, with nobody known to wait",
      packages: ["django"], code: `${django}\ndef titles(ids: list[int]):\n    return [Book.objects.get(pk=one).title for one in ids]\n`,
    },
    {
      name: "a row that fails alone",
      packages: ["django"], code: `${django}\ndef close(db):\n    for book in Book.objects.filter(open=True):\n        try:\n            Author.objects.create(book=book)\n        except ValueError:\n            db.rollback()\n`,
    },
    { name: "rows in pieces", packages: ["django"], code: `${django}\ndef close():\n    for book in Book.objects.filter(open=True).iterator():\n        Author.objects.create(book=book)\n` },
    { name: "a statement about the session", code: `import psycopg2
def load(rows: list[int]):
    cursor = psycopg2.connect("dbname=shop").cursor()
    for row in rows:
        cursor.execute("SELECT set_config('app.org', %s, false)", (row,))
        cursor.execute("SET app.org = %s", (row,))
` },
    { name: "a walk from row to row for each item", packages: ["django"], code: `${django}
def roots():
    found = []
    for author in Author.objects.all():
        at = author
        while at.parent_id is not None:
            at = Author.objects.get(id=at.parent_id, kind=author.kind)
        found.append(at)
    return found
` },
  ],
  invalid: [
    { name: "many of what a client sends", packages: ["django"], filename: "shop/views.py", code: `${django}def save(request):\n    names = request.POST.getlist("names")\n    if len(names) > 5000:\n        return bad()\n    for name in names:\n        print(Book.objects.get(name=name))\n`, errors: 1 },
    { name: "rows from a day on", packages: ["django"], filename: "shop/views.py", code: `${django}def show(request, pk):\n    term = Term.objects.get(pk=pk)\n    for one in Book.objects.filter(sold__gte=term.start):\n        print(Author.objects.get(pk=one.author_id))\n`, errors: 1 },
    { name: "different rows", packages: ["django"], filename: "shop/views.py", code: `${django}def show(request):\n    for pk in Book.objects.values_list("pk", flat=True).distinct():\n        Author.objects.get(book=pk)\n`, errors: [{ line: 4 }] },
    { name: "a way out of a loop inside", packages: ["django"], filename: "shop/views.py", code: `${django}def show(request):\n    for author in Author.objects.all():\n        for name in author.names:\n            book = Book.objects.get(author=author)\n            break\n`, errors: [{ line: 5 }] },
    { name: "rows that a client asks for", packages: ["django"], filename: "shop/views.py", code: `${django}def order_books(request):\n    for move in request.POST.getlist("books"):\n        Book.objects.get(pk=move)\n`, errors: [{ line: 4 }] },
    { name: "rows that each round adds to a list", packages: ["django"], code: `${django}def found(request):\n    every = []\n    for author in Author.objects.all():\n        every += Book.objects.filter(author=author)\n    return every\n`, errors: [{ line: 5 }] },
    { name: "what belongs to whom the service keeps data for", packages: ["django"], filename: "shop/views.py", code: `${django}def show(request):\n    for book in Book.objects.filter(user=request.user):\n        print(Author.objects.get(pk=book.author_id))\n`, errors: [{ line: 4 }] },
    { name: "reads that a route makes for rows, as text", packages: ["fastapi", "databases"], code: `from databases import Database\nfrom fastapi import FastAPI\napp = FastAPI()\ndb = Database("postgres://db")\n@app.get("/all")\nasync def show(number: int):\n    rows = await db.fetch_all("SELECT tag FROM tags")\n    for row in rows:\n        print(await db.fetch_one("SELECT count(*) FROM uses WHERE tag = :tag", {"tag": row["tag"]}))\n`, errors: [{ line: 9 }] },
    { name: "changes for each of what a client sends", packages: ["django"], filename: "shop/views.py", code: `${django}def sell(request):\n    for pk in request.POST.getlist("ids"):\n        Book.objects.filter(pk=pk).update(sold=True)\n`, errors: [{ line: 4 }] },
    { name: "rows that are added, where nothing is known of who calls it", packages: ["django"], code: `${django}def copy(books: list[int]):\n    for book in Book.objects.filter(sold=True):\n        Author.objects.create(pk=book.author_id)\n`, errors: [{ line: 4 }] },
    { name: "rows for a handler of another file", packages: ["django"], settings: elsewhere, code: `${django}def names(year):\n    books = Book.objects.filter(year__gt=year)\n    for book in books:\n        print(Author.objects.get(pk=book.author_id))\n`, errors: 1 },
    { name: "rows by ids that a query gives", packages: ["django"], settings: elsewhere, code: `${django}def names(year):\n    books = Book.objects.filter(id__in=Author.objects.filter(year__gt=year))\n    for book in books:\n        print(Author.objects.get(pk=book.author_id))\n`, errors: 1 },
    { name: "rows that belong to some, of which each has many", packages: ["django"], settings: elsewhere, code: `${django}def names(ids):\n    books = Book.objects.filter(shelf_id__in=ids)\n    for book in books:\n        print(Author.objects.get(pk=book.author_id))\n`, errors: 1 },
    { name: "rows by ids in the handler's file", settings: { confidence: "possible" }, packages: ["django"], code: `${django}from django.views import View\nclass Names(View):\n    def get(self, request):\n        books = Book.objects.filter(id__in=find(request))\n        for book in books:\n            print(Author.objects.get(pk=book.author_id))\n`, errors: 1 },
    { name: "changes in the handler's file", packages: ["django"], code: `${django}from django.core.cache import cache\nfrom django.views import View\nclass Warm(View):\n    def post(self, request):\n        for book in Book.objects.filter(sold=False):\n            cache.set(book.key, book.title)\n`, errors: 1 },
    { name: "a query that is built up through branches and handed back is one query, where it starts", settings: { confidence: "possible" }, packages: ["django"], code: `${django}
def matching(**wanted):
    books = Book.objects.all()
    books = books.filter(title=wanted["title"]) if wanted.get("title") else books.filter(title__isnull=True)
    if wanted.get("year"):
        books = books.filter(year=wanted["year"])
    return books

def find():
    return [list(matching(**row)) for row in Draft.objects.values()]
`, errors: [{ line: 4 }] },
    { name: "a query that is built up and run for each item", packages: ["django"], code: `${django}
def find():
    for row in Draft.objects.values():
        books = Book.objects.filter(title=row["title"])
        books = books.filter(year=row["year"]) if row["year"] else books
        print(list(books))
`, errors: [{ line: 5 }] },
    { name: "as often as there are rows", packages: ["django"], code: `${django}
def find():
    rows = list(Draft.objects.values())
    return [Book.objects.get(title=rows[at]["title"]) for at in range(len(rows))]
`, errors: [{ line: 5 }] },
    { name: "the handler of an error beside it", packages: ["django"], code: `${django}
def save():
    for row in Draft.objects.values():
        try:
            book = Book.objects.get(title=row["title"])
        except Book.DoesNotExist:
            book = Book.objects.create(title=row["title"])
`, errors: [{ line: 6 }] },
    { name: "fetched and saved one by one, of which a save is sure where somebody waits", packages: ["django"], code: `${django}
def touch():
    for one in Draft.objects.values_list("book", flat=True):
        book = Book.objects.filter(pk=one).first()
        book.save()
`, errors: [{ line: 5 }] },
    { code: `${sql}
def totals(session: Session, users: list[User]):
    for user in users:
        orders = session.execute(select(Order).where(Order.user_id == user.id)).all()
        print(len(orders))
`, errors: [{ line: 7, column: 18, messageId: "perItem", confidence: "likely" }] },
    { name: "the rows of another query, in a route", code: `${sql}
from fastapi import APIRouter, Depends
from .db import get_session
router = APIRouter()
@router.get("/")
def orders(session: Session = Depends(get_session)):
    users = session.execute(select(User)).scalars().all()
    return [session.execute(select(Order).where(Order.user_id == user.id)).all() for user in users]
`, errors: [{ line: 11, severity: "error", message: /once per item of `users`.*rows come from this query/ }] },
    { name: "Django, through the shape of its managers", packages: ["django"], code: `${django}
def titles():
    result = {}
    for author in Author.objects.all():
        result[author.id] = list(Book.objects.filter(author=author))
    return result
`, errors: [{ line: 6 }] },
    {
      name: "a query that a function of an application is handed",
      packages: ["django"], code: `${django}\ndef shelve(books: "QuerySet[Book]"):\n    for book in books:\n        Author.objects.create(book=book)\n`, errors: 1,
    },
    { name: "one INSERT per item", packages: ["django"], code: `${django}
def save():
    for row in Draft.objects.values():
        Book.objects.create(title=row["title"])
`, errors: [{ line: 5, message: /bulk_create/ }] },
    { name: "a helper called in a loop", code: `${sql}
def load(session: Session, user_id: int):
    return session.execute(select(Order).where(Order.user_id == user_id)).all()

def report(session: Session, users: list[User]):
    return [load(session, user.id) for user in users]
`, errors: [{ line: 6, message: /path: report.*load/ }] },
    { name: "all that a helper asks is one finding", settings: { confidence: "possible" }, packages: ["django"], code: `${django}
def fits(author: Author):
    if Book.objects.filter(author=author).exists():
        return True
    return Book.objects.filter(editor=author).exists()

def fitting():
    return [author for author in Author.objects.all() if fits(author)]
`, errors: [{ line: 4, message: /line 6: so does/ }] },
    { name: "rows of a document that may be empty", packages: ["django"], code: `${django}
import json
def load(text: str):
    try:
        data = json.loads(text)
    except ValueError:
        data = {}
    return [Book.objects.get(title=row["title"]) for row in data["rows"]]
`, errors: [{ line: 9 }] },
    { name: "a helper that hands back a query whose rows are used", settings: { confidence: "possible" }, packages: ["django"], code: `${django}
def books_of(author: Author):
    return Book.objects.filter(author=author)

def titles():
    return {author.id: list(books_of(author)) for author in Author.objects.all()}
`, errors: [{ line: 4 }] },
    { name: "all that one loop asks is one finding, at the first of the surest", packages: ["django"], code: `${django}
def report():
    for author in Author.objects.all():
        print(Book.objects.filter(author=author).first())
        print(Book.objects.filter(editor=author).count())
        author.note = "seen"
    for editor in Author.objects.all():
        print(Book.objects.filter(editor=editor).first())
`, errors: [{ line: 5, message: /line 6: so does/ }, { line: 9 }] },
    { name: "a statement whose answer is a row of the item", code: `import psycopg2
def load(rows: list[int]):
    cursor = psycopg2.connect("dbname=shop").cursor()
    for row in rows:
        cursor.execute("SELECT current_name(%s)", (row,))
`, errors: [{ line: 5 }] },
    { name: "a helper that asks once for each item", settings: { confidence: "possible" }, packages: ["django"], code: `${django}
def root_of(author: Author):
    while author.parent_id is not None:
        author = Author.objects.get(id=author.parent_id)
    return author

def roots():
    return [root_of(author) for author in Author.objects.all()]
`, errors: [{ line: 5, confidence: "possible" }] },
    { name: "a commit per item", code: `${sql}
def save(session: Session, rows: list[dict]):
    for row in rows:
        session.add(Order(**row))
        session.commit()
`, errors: [{ line: 8, message: /commit/ }] },
    { name: "a page of rows for staff", packages: ["django"], code: `${django}from django.contrib import admin\nclass BookAdmin(admin.ModelAdmin):\n    def changelist_view(self, request):\n        for book in Book.objects.all():\n            Author.objects.get(pk=book.author_id)\n`, errors: [{ line: 6 }] },
    { name: "a receiver that a view calls", packages: ["django"], filename: "shop/views.py", code: `${django}from django.db.models.signals import post_save\nfrom django.dispatch import receiver\n@receiver(post_save, sender=Author)\ndef saved(instance, **kwargs):\n    for book in Book.objects.all():\n        print(Author.objects.get(pk=book.author_id))\ndef show(request):\n    saved(request.user)\n`, errors: [{ line: 7 }] },
    { name: "a request after an error only", packages: ["django", "requests"], filename: "shop/views.py", code: `${django}import requests\ndef sell(request):\n    for book in Book.objects.all():\n        try:\n            Author.objects.get(pk=book.author_id)\n        except Exception:\n            requests.post("http://a", json=book.id)\n`, errors: [{ line: 6 }] },
    { name: "a value from the list beside a number", packages: ["django"], filename: "shop/views.py", code: `${django}def order(request):\n    for index, pk in enumerate(request.POST.getlist("rows")):\n        Book.objects.filter(pk=pk).update(sold=request.POST["sold"])\n        print(index)\n`, errors: [{ line: 4 }] },
    { name: "one round trip to Redis per key", code: `import redis
client = redis.Redis()
def load(keys: list[str]):
    return [client.get(key) for key in keys]
`, errors: [{ line: 4, message: /cache server/ }] },
    { name: "in a transaction", packages: ["django"], code: `${django}
from django.db import transaction
@transaction.atomic
def save():
    for row in Draft.objects.values():
        Book.objects.create(title=row["title"])
`, errors: [{ line: 7, messageId: "inTransaction" }] },
    { name: "a cursor of a driver", code: `import psycopg2
def load(rows: list[int]):
    connection = psycopg2.connect("dbname=shop")
    cursor = connection.cursor()
    for row in rows:
        cursor.execute("SELECT * FROM orders WHERE id = %s", (row,))
`, errors: [{ line: 6 }] },
    { name: "awaited one after the other", code: `from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from .models import Order
async def load(session: AsyncSession, ids: list[int]):
    result = []
    for one in ids:
        result.append(await session.scalar(select(Order).where(Order.id == one)))
    return result
`, errors: [{ line: 7 }] },
  ],
});
