from collections import deque
from itertools import chain


def all_levels(shelves) -> list[int]:
    # Reported as quadratic-accumulation: each shelf copies the list so far.
    return sum([shelf.levels for shelf in shelves], [])


# Repaired: nothing is copied twice.
def all_levels_chained(shelves) -> list[int]:
    return list(chain.from_iterable(shelf.levels for shelf in shelves))


def count_shelves(shelves: list) -> int:
    todo = list(shelves)
    total = 0
    while todo:
        # Reported as queue-shift-in-loop: each shelf moves all that wait.
        shelf = todo.pop(0)
        total += 1
        todo.extend(shelf.next)
    return total


# Repaired: a deque takes from the front without moving the rest.
def count_shelves_by_deque(shelves: list) -> int:
    todo = deque(shelves)
    total = 0
    while todo:
        total += 1
        todo.extend(todo.popleft().next)
    return total
