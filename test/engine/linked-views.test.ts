import { expect, it } from "vitest";
import { lintFiles } from "../../src/engine/lint.ts";
import { folderWith, optionsFor } from "./folder.ts";

const files = {
  "pyproject.toml": '[project]\nname = "shop"\nversion = "1"\ndependencies = ["django"]\n',
  "manage.py": "import django\n",
  "shop/__init__.py": "",
  "shop/models.py": "from django.db import models\nclass Group(models.Model):\n    pass\nclass Note(models.Model):\n    group = models.ForeignKey(Group, on_delete=models.CASCADE)\n",
  "shop/base.py": "from django.views import View\nclass Base(View):\n    pass\n",
  "shop/urls.py": "from django.urls import path\nfrom shop.views import Groups\nurlpatterns = [path('groups', Groups.as_view())]\n",
};

/** A class that serves an address, with one method. */
const view = (method: string, more = ""): string =>
  `from shop.base import Base\nfrom shop.models import Group, Note\nclass Groups(Base):\n    def ${method}(self, request):\n        for group in Group.objects.all():\n            use(Note.objects.filter(group=group).count())\n${more}`;

async function contextsOf(views: string, more: Record<string, string> = {}): Promise<(string | undefined)[]> {
  const { findings, errors } = await lintFiles(optionsFor(folderWith({ ...files, "shop/views.py": views, ...more }), { rules: { "n-plus-one-query": {} }, confidence: "possible" }));
  expect(errors).toEqual([]);
  return findings.map(({ evidence }) => evidence?.context);
}

it.each([
  ["what answers", view("get")],
  ["a hook of the framework", view("get_context_data")],
  ["a method that what answers calls", view("group_counts", "    def post(self, request):\n        return self.group_counts(request)\n")],
])("a class that serves an address is served: %s", async (_, code) => {
  const [context] = await contextsOf(code);
  expect(context).toMatch(/Django view/);
});

it("a method that nothing calls is not", async () => {
  const contexts = await contextsOf(view("group_details"));
  expect(contexts.filter((one) => one?.includes("Django view"))).toEqual([]);
});

it("a module that a package of its name hides is never imported", async () => {
  expect(await contextsOf(view("get"))).toHaveLength(1);
  expect(await contextsOf(view("get"), { "shop/views/__init__.py": "" })).toEqual([]);
});
