import { beforeAll, describe, expect, it } from "vitest";
import { loadPython } from "../../src/python/language.ts";
import { askAbout } from "./ask.ts";

beforeAll(loadPython);

const modelsOf = (code: string): unknown[] => askAbout(code, undefined, { project: {} }).linkable().classes.map(({ model }) => JSON.parse(JSON.stringify(model ?? null)) as unknown);

describe("models in summaries", () => {
  it("are classes with fields of Django", () => {
    expect(modelsOf(`from django.db import models
from shop.users import User
class Order(models.Model):
    number = models.CharField(max_length=20, unique=True)
    owner = models.ForeignKey(User, related_name="orders", on_delete=models.CASCADE)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE)
    tags = models.ManyToManyField("tags.Tag", related_name="+")
    receipt = models.OneToOneField("Receipt", on_delete=models.CASCADE)
    objects = OrderManager()
    kinds = ["a"]
class Receipt(models.Model):
    text = models.TextField()
`)).toEqual([
      {
        fields: {
          number: { kind: "value", unique: true, max: 20 },
          owner: { kind: "one", to: { module: "shop.users.User", name: "" }, reverse: "orders" },
          parent: { kind: "one", to: { id: 0 }, reverse: "order_set" },
          tags: { kind: "many", to: { module: "tags.models.Tag", name: "" } },
          receipt: { kind: "one", to: { id: 1 }, reverse: "order", unique: true },
        },
      },
      { fields: { text: { kind: "value" } } },
    ]);
  });

  it("are classes with columns and relations of SQLAlchemy", () => {
    expect(modelsOf(`from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship
from .base import Base
class User(Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    orders: Mapped[list["Order"]] = relationship(back_populates="user", lazy="selectin")
class Order(Base):
    user: Mapped["User"] = relationship(User, back_populates="orders")
`)).toEqual([
      { fields: { id: { kind: "value", unique: true }, orders: { kind: "many", to: { id: 1 }, reverse: "user", eager: true } } },
      { fields: { user: { kind: "one", to: { id: 0 }, reverse: "orders" } } },
    ]);
  });

  it("hold what managers load with the rows, and nothing of other classes", () => {
    expect(modelsOf(`from django.db import models
class OrderManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().select_related("owner").prefetch_related("lines", models.Prefetch("notes"))
class Shelf:
    size = 3
    models = []
`)).toEqual([{ fields: {}, eager: ["lines", "notes", "owner"] }, null]);
  });
});
