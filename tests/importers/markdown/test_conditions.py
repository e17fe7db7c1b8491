"""Conditions of a launch that say again what a plan does are tied to it; others are work of their own."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import plan

PLAN = """# Road to launch
## Action plan
### Phase 1
- [ ] Fire drill in both halls
- [ ] Lanterns for the eight stairs
- [ ] Guard rota with the neighbours
"""
CONDITIONS = """
- [ ] Drill was held twice
- [ ] All lanterns were lit for one night
- [ ] Rota is filled until autumn
- [ ] Insurance has signed
"""


def tied(heading: str, conditions: str = CONDITIONS) -> list[str | None]:
    drafted = plan(f"{PLAN}## {heading}\n{conditions}")
    names = {item.id: item.title.split()[0] for item in drafted.items}
    return [names.get(item.duplicate_of or "") for item in drafted.items[3:]]


@pytest.mark.parametrize("heading", ["Go / no-go on Friday", "Launch gates", "3. Go or no-go", "Go/no-go"])
def test_conditions_are_tied_to_their_work(heading: str) -> None:
    assert tied(heading)[1:] == ["Lanterns", "Guard", None]


def test_a_list_of_which_little_is_known_is_work() -> None:
    said = "- [ ] Guests are greeted\n- [ ] Rota is filled\n- [ ] Music is bought\n- [ ] Tables are laid\n"
    assert tied("Go / no-go on Friday", f"\n{said}") == [None] * 4
