import { rules as pythonRules } from "../src/python/rules/index.ts";
import { rules as javascriptRules } from "../src/rules/index.ts";
import { testJavaScriptRule, testPythonRule } from "./rule-tester.ts";

// The snippets of the profiling guide that this project grew from, each in a plausible file: bad reported once, good silent.

testJavaScriptRule("blocking-call-in-handler", javascriptRules["blocking-call-in-handler"], {
  valid: [`
const express = require('express');
const fs = require('fs');
const app = express();
app.get('/report', async (req, res) => {
  const data = await fs.promises.readFile('large-file.txt');
  res.send(data);
});`].map((code) => ({ code, filename: "src/server.js" })),
  invalid: [{
    filename: "src/server.js", errors: [{ line: 6, column: 16 }], code: `
const express = require('express');
const fs = require('fs');
const app = express();
app.get('/report', (req, res) => {
  const data = fs.readFileSync('large-file.txt');
  res.send(data);
});`,
  }],
});

const dashboard = (body: string): string => `
const express = require('express');
const { db } = require('./db');
const app = express();
async function getRecentActivity(userId) {
${body}
}
app.get('/api/users/:id/dashboard', async (req, res) => {
  res.json(await getRecentActivity(req.params.id));
});
module.exports = { app };`;

testJavaScriptRule("n-plus-one-query", javascriptRules["n-plus-one-query"], {
  valid: [
    { filename: "src/users.js", packages: ["@prisma/client"], code: `
const { db } = require('./db');
async function listUsers() {
  const users = await db.users.findMany({
    include: { posts: true }
  });
  return users;
}
module.exports = { listUsers };` },
    { filename: "src/dashboard.js", packages: ["express", "@prisma/client"], code: dashboard(`
  return await db.activity.findMany({
    where: { userId },
    include: { user: true }
  });`) },
  ],
  invalid: [
    { filename: "src/users.js", packages: ["@prisma/client"], errors: [{ line: 6, confidence: "likely" }], code: `
const { db } = require('./db');
async function listUsers() {
  const users = await db.users.findMany();
  for (const user of users) {
    user.posts = await db.posts.findMany({ where: { userId: user.id } });
  }
  return users;
}
module.exports = { listUsers };` },
    { filename: "src/dashboard.js", packages: ["express", "@prisma/client"], errors: [{ line: 9 }], code: dashboard(`
  const activities = await db.activity.findMany({ where: { userId } });
  for (const activity of activities) {
    activity.user = await db.user.findUnique({ where: { id: activity.userId } });
  }
  return activities;`) },
  ],
});

testPythonRule("nested-loop-join", pythonRules["nested-loop-join"], {
  valid: [`
def find_duplicates(arr):
    seen = set()
    duplicates = set()
    for item in arr:
        if item in seen:
            duplicates.add(item)
        seen.add(item)
    return list(duplicates)`],
  invalid: [{ errors: [{ line: 5 }], code: `
def find_duplicates(arr):
    duplicates = []
    for i in range(len(arr)):
        for j in range(i + 1, len(arr)):
            if arr[i] == arr[j]:
                duplicates.append(arr[i])
    return duplicates` }],
});

testJavaScriptRule("large-json-parse", javascriptRules["large-json-parse"], {
  valid: [{ filename: "src/import.js", code: `
const express = require('express');
const fs = require('fs');
const JSONStream = require('JSONStream');
const app = express();
app.post('/import', (req, res) => {
  fs.createReadStream('huge.json')
    .pipe(JSONStream.parse('*'))
    .on('data', (item) => processItem(item));
  res.end();
});
function processItem(item) {}` }],
  invalid: [{ filename: "src/import.js", errors: [{ line: 7 }], code: `
const express = require('express');
const fs = require('fs');
const app = express();
app.post('/import', async (req, res) => {
  const hugeJsonString = await fs.promises.readFile('huge.json', 'utf8');
  const data = JSON.parse(hugeJsonString);
  res.json(data.length);
});` }],
});

testJavaScriptRule("catastrophic-regex", javascriptRules["catastrophic-regex"], {
  valid: [
    "const regex = /a+b/;\nregex.test('aaaaaaaaaaaaaaaaaaaaaaaac');",
    "export function validateInput(text) {\n  const regex = /^[a-z0-9]+$/;\n  return regex.test(text);\n}",
  ].map((code) => ({ code, filename: "src/validate.js" })),
  invalid: [
    { filename: "src/validate.js", errors: [{ line: 1, column: 16 }], code: "const regex = /(a+)+b/;\nregex.test('aaaaaaaaaaaaaaaaaaaaaaaac');" },
    { filename: "src/validate.js", errors: [{ line: 2 }], code: "export function validateInput(text) {\n  const regex = /(a+)+b/;\n  return regex.test(text);\n}" },
  ],
});

testJavaScriptRule("leaked-listener", javascriptRules["leaked-listener"], {
  valid: [{ filename: "src/widget.js", code: `
const element = document.querySelector('#chart');
export function setupListener(data) {
  const length = data.length;
  const handler = () => console.log(length);
  element.addEventListener('click', handler);

  // Cleanup
  return () => element.removeEventListener('click', handler);
}` }],
  invalid: [{ filename: "src/widget.js", errors: [{ line: 5 }], code: `
const element = document.querySelector('#chart');
export function setupListener() {
  const data = new Array(1000000);
  element.addEventListener('click', () => {
    console.log(data.length); // Holds reference to data!
  });
}` }],
});

testPythonRule("unbounded-growth", pythonRules["unbounded-growth"], {
  valid: [`
from celery import Celery

app = Celery("worker")


@app.task
def process_job(job):
    result = expensive_operation(job)
    save_to_database(result)  # Don't keep in memory`],
  invalid: [{ errors: [{ line: 11 }], code: `
from celery import Celery

app = Celery("worker")
job_results = []


@app.task
def process_job(job):
    result = expensive_operation(job)
    job_results.append(result)  # Grows forever!` }],
});
