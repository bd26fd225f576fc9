import rule from "../../../src/python/rules/request-per-item.ts";
import { testPythonRule } from "../../rule-tester.ts";

testPythonRule("request-per-item", rule, {
  valid: [
    { name: "a mail to those who run the service, when something went wrong", packages: ["django"], code: "from django.core.mail import mail_admins, send_mail\nfrom shop.models import Book\ndef check(request):\n    for book in Book.objects.all():\n        mail_admins('lost', request.path)\n" },
    { name: "a mail to those who look after one thing", packages: ["django"], filename: "shop/views.py", code: "from django.core.mail import send_mail\nfrom .models import Shop\ndef tell(request):\n    for user in Shop.objects.get_admins(request.shop):\n        send_mail('Hello', 'text', None, [user.email])\n" },
    { name: "a mail to those with one address", packages: ["django"], filename: "shop/views.py", code: "from django.core.mail import send_mail\nfrom .models import User\ndef tell(request):\n    users = User.objects.filter(email__iexact=request.POST['email'])\n    for user in users:\n        send_mail('Hello', 'text', None, [user.email])\n" },
    { name: "by callers that nobody knows, in an application", packages: ["flask", "requests"], code: "import requests\ndef prices(rows):\n    return [requests.get('http://a', params=one) for one in rows]\n" },
    { name: "webhooks are other hosts", code: "import requests\ndef publish(urls: list[str], event):\n    for url in urls:\n        requests.post(url, json=event)\n" },
    { name: "a mail for each reader", code: "from django.core.mail import send_mail\ndef tell(users: list):\n    for user in users:\n        send_mail('Hello', render(user), None, [user.email])\n" },
    { name: "one request for all", code: "import requests\ndef prices(ids: list[str]):\n    return requests.get(URL, params={'ids': ','.join(ids)}).json()\n" },
    { name: "a retry", code: `import requests
def load(url):
    for attempt in range(5):
        try:
            return requests.get(url)
        except requests.ConnectionError:
            continue
` },
    { name: "pages", code: `import requests
def load(url):
    rows = []
    while url:
        page = requests.get(url).json()
        rows += page["items"]
        url = page["next"]
    return rows
` },
    { name: "a handful of constants", code: "import requests\ndef load():\n    return [requests.get(f'https://x.example/{name}') for name in ('a', 'b')]\n" },
    { name: "a test", filename: "tests/test_prices.py", code: "import requests\ndef test_all(urls):\n    for url in urls:\n        requests.get(url)\n" },
    { name: "a bounded number at a time", code: `import asyncio
import httpx
async def load(client: httpx.AsyncClient, urls: list[str]):
    limit = asyncio.Semaphore(5)
    async def one(url):
        async with limit:
            return await client.get(url)
    return await asyncio.gather(*[one(url) for url in urls])
` },
  ],
  invalid: [
    { name: "a mail to all", packages: ["django"], filename: "shop/views.py", code: "from django.core.mail import send_mail\nfrom .models import User\ndef tell(request):\n    users = User.objects.filter(active=True)\n    for user in users:\n        send_mail('Hello', 'text', None, [user.email])\n", errors: [{ line: 6 }] },
    { code: `import requests
def prices(ids: list[str]):
    result = []
    for one in ids:
        result.append(requests.get(f"https://shop.example/{one}").json())
    return result
`, errors: [{ line: 5, column: 23, messageId: "perItem", severity: "warning" }] },
    { name: "through a session", code: `import requests
class Shop:
    def __init__(self):
        self.session = requests.Session()
    def prices(self, ids: list[str]):
        return [self.session.get(f"https://shop.example/{one}").json() for one in ids]
`, errors: [{ line: 6 }] },
    { name: "boto3", code: `import boto3
client = boto3.client("sqs")
def send(messages: list[str]):
    for message in messages:
        client.send_message(QueueUrl=URL, MessageBody=message)
`, errors: [{ line: 5 }] },
    { name: "awaited one after the other in a route", code: `import httpx
from fastapi import FastAPI
app = FastAPI()
client = httpx.AsyncClient()
@app.post("/labels")
async def labels(parcels: list[str]):
    return [(await client.get(f"https://carrier.example/{parcel}")).json() for parcel in parcels]
`, errors: [{ line: 7, severity: "error" }] },
    { name: "all at once, of unknown number", settings: { confidence: "possible" }, code: `import asyncio
import httpx
from fastapi import FastAPI
app = FastAPI()
client = httpx.AsyncClient()
@app.post("/labels")
async def labels(parcels: list[str]):
    return await asyncio.gather(*[client.get(f"https://carrier.example/{parcel}") for parcel in parcels])
`, errors: [{ line: 8, messageId: "atOnce", confidence: "possible" }] },
    { name: "a helper called in a loop", code: `import requests
def load(one):
    return requests.get(f"https://shop.example/{one}").json()
def prices(ids: list[str]):
    return {one: load(one) for one in ids}
`, errors: [{ line: 3, message: /path: prices/ }] },
  ],
});
