"""A search for values that make forms hold: from the goals to what they ask for, narrowing what each thing may be.

What has to be is settled first; only where several ways are left one of them is tried, and taken back if it fails.
Exhaustive within a budget, so that a failure proves that there is no way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from readiness_tui.analysis.forms import Among, Either, Every, Form, Forms, Hidden

Now = Literal["holds", "open", "fails"]


@dataclass(slots=True)
class Budget:
    """How many steps may still be taken, over many searches."""

    steps: int


@dataclass(slots=True)
class _State:
    """What is settled so far: the values that each thing may still have, by bits; which questions have to be asked, and
    which hidden; and the forms that may hold in more than one way."""

    masks: dict[str, int] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    open: list[Form] = field(default_factory=list)

    def copy(self) -> _State:
        return _State(dict(self.masks), set(self.asked), set(self.hidden), list(self.open))


class Search:
    """One search; `never` are questions that nothing can have asked, `limits` the values that some may have at most."""

    def __init__(
        self, forms: Forms, never: Iterable[str], limits: Mapping[str, int], budget: Budget, most: int
    ) -> None:
        self.forms = forms
        self.never = frozenset(never)
        self.limits = limits
        self.budget = budget
        self.left = most
        self.touched: dict[str, None] = {}

    @property
    def is_spent(self) -> bool:
        """Whether it stopped before everything was tried."""
        return self.left <= 0 or self.budget.steps <= 0

    def found(self, goals: Sequence[Form]) -> Mapping[str, int] | None:
        """The values that each thing that matters may have, by bits; None where there is no way, or none was found."""
        waiting: list[tuple[_State, list[Form]]] = [(_State(), list(goals))]
        while waiting and not self.is_spent:
            state, todo = waiting.pop()
            if not self._settle(state, todo):
                continue
            if self.is_spent:
                break
            if not state.open:
                return {name: mask for name, mask in state.masks.items() if name not in state.hidden}
            all_ways = [self._ways(form, state) for form in state.open]
            place = min(range(len(all_ways)), key=lambda place: len(all_ways[place]))
            del state.open[place]
            waiting += [(state.copy(), [way]) for way in all_ways[place][::-1]]
        return None

    def _spend(self) -> None:
        self.left -= 1
        self.budget.steps -= 1

    def _settle(self, state: _State, todo: list[Form]) -> bool:
        """Take in what has to hold, and what follows of it; False where it contradicts itself."""
        while todo and not self.is_spent:
            while todo:
                self._spend()
                if not self._take(state, todo.pop(), todo):
                    return False
            still_open = []
            for form in state.open:
                self._spend()
                if self._now(form, state) == "holds":
                    continue
                ways = self._ways(form, state)
                if not ways:
                    return False
                if len(ways) == 1:
                    todo.append(ways[0])
                else:
                    still_open.append(form)
            state.open = still_open
        return True

    def _take(self, state: _State, form: Form, todo: list[Form]) -> bool:
        if isinstance(form, Every):
            todo += form.parts
        elif isinstance(form, Either):
            state.open.append(form)
        elif isinstance(form, Hidden):
            return self._hide(state, form.name, todo)
        else:
            if form.bond == "asked" and not self._ask(state, form.name, todo):
                return False
            self.touched.setdefault(form.name)
            if form.bond == "unless_hidden" and self._has_conditions(form.name):
                state.open.append(form)
            else:
                state.masks[form.name] = self._mask(form.name, state) & form.mask
                return state.masks[form.name] != 0
        return True

    def _ask(self, state: _State, name: str, todo: list[Form]) -> bool:
        if name in state.hidden or name in self.never:
            return False
        if name not in state.asked:
            state.asked.add(name)
            todo.append(self.forms.asking(name, True))
        return True

    def _hide(self, state: _State, name: str, todo: list[Form]) -> bool:
        if name in state.asked:
            return False
        if name not in state.hidden and name not in self.never:
            state.hidden.add(name)
            todo.append(self.forms.asking(name, False))
        return True

    def _mask(self, name: str, state: _State) -> int:
        known = state.masks.get(name)
        return known if known is not None else self.limits.get(name, (1 << len(self.forms.values(name))) - 1)

    def _has_conditions(self, name: str) -> bool:
        part = self.forms.outline.by_id.get(name)
        return part is not None and bool(part.conditions)

    def _ways(self, form: Form, state: _State) -> Sequence[Form]:
        """The ways in which an open form may still hold, those that settle least first."""
        if isinstance(form, Either):
            ways = [part for part in form.parts if self._now(part, state) != "fails"]
            return sorted(ways, key=lambda way: self._weight(way, state)) if len(ways) > 1 else ways
        if isinstance(form, Among):
            both = (Among(form.name, form.mask), Hidden(form.name))
            return [way for way in both if self._now(way, state) != "fails"]
        return (form,)

    def _weight(self, form: Form, state: _State) -> int:
        """How much more a way asks for: other questions that have to be asked, or not asked, weigh most."""
        if isinstance(form, Among):
            return 1 if form.bond != "asked" or form.name in state.asked or not self._has_conditions(form.name) else 3
        return 4 if isinstance(form, Hidden) else sum(self._weight(part, state) for part in form.parts)

    def _now(self, form: Form, state: _State) -> Now:
        """Whether a form holds already, whatever else is settled; or can't hold any more."""
        if isinstance(form, Among):
            return self._now_among(form, state)
        if isinstance(form, Hidden):
            if form.name in state.hidden or form.name in self.never:
                return "holds"
            return "fails" if form.name in state.asked or not self._has_conditions(form.name) else "open"
        parts = [self._now(part, state) for part in form.parts]
        if isinstance(form, Every):
            return "fails" if "fails" in parts else "open" if "open" in parts else "holds"
        return "holds" if "holds" in parts else "open" if "open" in parts else "fails"

    def _now_among(self, form: Among, state: _State) -> Now:
        is_hidden = form.name in state.hidden or form.name in self.never
        if is_hidden and form.bond != "always":
            return "holds" if form.bond == "unless_hidden" else "fails"
        mask = self._mask(form.name, state)
        always_asked = form.name in state.asked or not self._has_conditions(form.name)
        if not mask & form.mask:
            return "open" if form.bond == "unless_hidden" and not always_asked else "fails"
        is_within = form.name in state.masks and not mask & ~form.mask
        return "holds" if is_within and (form.bond != "asked" or always_asked) else "open"
