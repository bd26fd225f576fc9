import rule from "../../../src/python/rules/quadratic-accumulation.ts";
import { testPythonRule } from "../../rule-tester.ts";

testPythonRule("quadratic-accumulation", rule, {
  valid: [
    { name: "append", code: "def f(rows):\n    out = []\n    for row in rows:\n        out.append(row)\n        out += [row]\n    return out\n" },
    { name: "a plain local text", code: "def f(rows):\n    text = ''\n    for row in rows:\n        text += row.name\n    return text\n" },
    { name: "a number", code: "class A:\n    def __init__(self):\n        self.n = 0\n    def f(self, rows):\n        for row in rows:\n            self.n += row.size\n" },
    { name: "no loop", code: "def f(out, row):\n    out = out + [row]\n    return out\n" },
    { name: "begun anew for each item", code: "def f(rows):\n    for row in rows:\n        out = []\n        out = out + [row]\n        print(out)\n" },
    { name: "begun anew now and then", code: "def f(rows):\n    batch = []\n    for row in rows:\n        batch = batch + [row]\n        if len(batch) > 9:\n            send(batch)\n            batch = []\n" },
    { name: "a few constants", code: "def f(row):\n    out = []\n    for key in ('a', 'b'):\n        out = out + [row[key]]\n    return out\n" },
    { name: "constant keys", code: "def f(rows):\n    out = {}\n    for row in rows:\n        out = {**out, 'last': row}\n    return out\n" },
    { name: "options of some dictionaries", code: "def f(configs):\n    out = {}\n    for config in configs:\n        out = {**out, **config}\n    return out\n" },
    { name: "each state is kept", code: "def f(rows):\n    path = []\n    out = []\n    for row in rows:\n        path = path + [row]\n        out.append(path)\n    return out\n" },
    { name: "what a loop takes from a buffer", code: "def f(source):\n    data = b''\n    while True:\n        data += source.read(9)\n        line, data = data[:3], data[3:]\n        use(line)\n" },
    { name: "the last of some lines", code: "def f(rows):\n    lines = ['']\n    for row in rows:\n        lines[-1] += ' ' + row\n    return lines\n" },
    { name: "bytes that are looked at each time", code: "def f(records):\n    hello = b''\n    for record in records:\n        hello += record\n        if complete(hello):\n            return hello\n" },
    { name: "columns are few", code: "def f(columns):\n    out = []\n    for column in columns:\n        out = out + [column]\n    return out\n" },
    { name: "sums of numbers", code: "def f(rows):\n    return sum(row.size for row in rows)\n" },
    { name: "a sum of two lists", code: "def f(a, b):\n    return sum([a, b], [])\n" },
    { name: "what a model gives back as its next input", code: "import torch\ndef f(model, ids, n):\n    while len(ids) < n:\n        token = model(ids)\n        ids = torch.cat([ids, token])\n    return ids\n" },
    { name: "a table of other tables", code: "import pandas as pd\ndef f(files):\n    for file in files:\n        table = pd.concat([pd.read_csv(file), head])\n        use(table)\n" },
    { name: "a list takes a tuple in place", code: "def f(rows):\n    out = []\n    for row in rows:\n        out += (row,)\n    return out\n" },
    { name: "a test", filename: "tests/test_f.py", code: "def test_f(rows):\n    out = []\n    for row in rows:\n        out = out + [row]\n" },
    { name: "an application that goes over what it has some of", packages: ["django"], code: "def f(view):\n    kept = []\n    for one in view.parts.all():\n        kept = kept + [one]\n    return kept\n" },
  ],
  invalid: [
    { name: "sums of lists in one function are one finding", code: "def f(rows: list):\n    names = sum([row.names for row in rows], [])\n    marks = sum([row.marks for row in rows], [])\n    return names, marks\n", errors: [{ line: 2 }] },
    { name: "an application that goes over what it is handed", packages: ["django"], code: "def f(rows: list):\n    kept = []\n    for one in rows:\n        kept = kept + [one]\n    return kept\n", errors: 1 },
    { name: "a list", code: "def f(rows):\n    out = []\n    for row in rows:\n        out = out + [row.id]\n    return out\n", errors: [{ line: 4, messageId: "list", confidence: "likely", severity: "info" }] },
    { name: "in front", code: "def f(rows):\n    out = []\n    for row in rows:\n        out = [row] + out\n    return out\n", errors: [{ messageId: "list" }] },
    { name: "another list", code: "def f(groups):\n    out = []\n    for group in groups:\n        out = out + group.rows\n    return out\n", errors: [{ messageId: "list" }] },
    { name: "unpacked", code: "def f(rows):\n    out = []\n    for row in rows:\n        out = [*out, row]\n    return out\n", errors: [{ messageId: "list" }] },
    { name: "a tuple", code: "def f(rows):\n    out = ()\n    for row in rows:\n        out += (row.id,)\n    return out\n", errors: [{ line: 4, messageId: "tuple" }] },
    { name: "a tuple, written out", code: "def f(rows):\n    out = ()\n    for row in rows:\n        out = out + (row.id,)\n    return out\n", errors: [{ messageId: "tuple" }] },
    { name: "a dictionary", code: "def f(rows):\n    out = {}\n    for row in rows:\n        out = {**out, row.id: row}\n    return out\n", errors: [{ messageId: "dict" }] },
    { name: "a union of dictionaries", code: "def f(rows):\n    out = {}\n    for row in rows:\n        out = out | {row.id: row}\n    return out\n", errors: [{ messageId: "dict" }] },
    { name: "a text in an attribute", code: "class Writer:\n    def __init__(self):\n        self.text = ''\n    def write(self, rows):\n        for row in rows:\n            self.text += row.name\n", errors: [{ line: 6, messageId: "text" }] },
    { name: "several pieces per item, told once", code: "class Writer:\n    def __init__(self):\n        self.text = ''\n    def write(self, rows):\n        for row in rows:\n            self.text += row.name\n            self.text += row.value\n", errors: [{ line: 6 }] },
    { name: "bytes", code: "def f(pages):\n    data = b''\n    for page in pages:\n        data += page\n    return data\n", errors: [{ messageId: "text" }] },
    { name: "bytes until the end", code: "def f(source):\n    data = b''\n    while True:\n        part = source.recv(4096)\n        if not part:\n            break\n        data += part\n    return data\n", errors: [{ messageId: "text" }] },
    { name: "a text copied piece by piece for each item", code: `def f(images):
    for image in images:
        data = encode(image)
        text = ''
        column = 0
        for letter in data:
            if column == 72:
                text += '\\n'
                column = 0
            column += 1
            text += letter
        print(text)
`, errors: [{ line: 11, messageId: "text", confidence: "likely" }] },
    { name: "a data frame", code: "import pandas as pd\ndef f(files):\n    table = pd.DataFrame()\n    for file in files:\n        table = pd.concat([table, pd.read_csv(file)])\n    return table\n", errors: [{ line: 5, messageId: "table", confidence: "certain", severity: "warning" }] },
    { name: "a data frame that the first part begins", code: "import pandas as pd\ndef f(files):\n    table = None\n    for file in files:\n        part = pd.read_csv(file)\n        if table is None:\n            table = part\n        else:\n            table = pd.concat([table, part])\n    return table\n", errors: [{ line: 9, messageId: "table", confidence: "certain" }] },
    { name: "append of a data frame", code: "import pandas as pd\ndef f(rows):\n    table = pd.DataFrame()\n    for row in rows:\n        table = table.append(row, ignore_index=True)\n    return table\n", errors: [{ messageId: "table" }] },
    { name: "an array", code: "import numpy as np\ndef f(rows):\n    out = np.array([])\n    for row in rows:\n        out = np.append(out, row.x)\n    return out\n", errors: [{ messageId: "table", confidence: "certain" }] },
    { name: "a tensor", code: "import torch\ndef f(batches):\n    out = torch.empty(0)\n    for batch in batches:\n        out = torch.cat((out, batch), dim=0)\n    return out\n", errors: [{ messageId: "table" }] },
    { name: "sum of lists", code: "def f(groups):\n    return sum([group.rows for group in groups], [])\n", errors: [{ line: 2, messageId: "sum" }] },
    { name: "reduce of lists", code: "from functools import reduce\ndef f(groups):\n    return reduce(lambda a, b: a + b, groups, [])\n", errors: [{ messageId: "sum" }] },
    { name: "begun anew in the outer loop only", code: "def f(groups):\n    for group in groups:\n        out = []\n        for row in group.rows:\n            out = out + [row]\n        print(out)\n", errors: [{ line: 5 }] },
  ],
});
