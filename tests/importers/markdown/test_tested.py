"""A test that is described by its steps is one thing to do."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import only, plan, titles

DRILL = """# Ferry review

## How we try it out

### Phase 2: Lifeboat drill (2 hours)

**Objective:** see whether the crew knows its places

**Steps:**
1. Sound the horn
2. Check the lists
   - front
   - back

**Success criteria:**
- ✅ All on deck in time
- ✅ No list is missing

**If it fails:**
- Check the horn
- Verify the lists
"""


def test_all_beneath_a_test_tells_of_it() -> None:
    drill = only(DRILL)
    assert (drill.title, drill.effort, str(drill.claim)) == ("Lifeboat drill", "2h", "open")


@pytest.mark.parametrize(
    ("heading", "steps", "criteria"),
    [
        ("Belastungsprobe und Lasttest", "Schritte", "Akzeptanzkriterien"),
        ("Ensayo de evacuación", "Pasos", "Criterios de aceptación"),
    ],
)
def test_in_other_languages(heading: str, steps: str, criteria: str) -> None:
    told = f"**{steps}:**\n1. Horn\n2. Deck\n\n**{criteria}:**\n- 1 min\n"
    text = f"# Review\n\n## Plan\n\n### {heading}\n\n{told}"
    assert titles(text) == [heading]


def test_a_test_that_was_made_is_none_to_make() -> None:
    made = DRILL.replace("(2 hours)", "✅").replace("### Phase 2: Lifeboat", "### Lifeboat")
    assert "Lifeboat drill" not in titles(made)


def test_what_only_ends_as_the_word_does_is_no_test() -> None:
    assert titles(DRILL.replace("Lifeboat drill", "Latest contest")) != ["Latest contest"]


def test_steps_counted_anew_in_each_list_name_no_findings() -> None:
    risks = "".join(
        f"### Risk {at}: {name}\n**Mitigation:** wait\n" for at, name in enumerate(["Fog", "Ice"], 1)
    )
    lists = "".join(
        f"**Part {part}**\n1. Write the rota for {part}\n2. Paint the hull of {part}\n\n"
        for part in ("bow", "keel", "rig")
    )
    items = plan(f"# Review\n\n## Risks\n\n{risks}\n## Next steps\n\n4. **Map the shoals**\n\n{lists}").items
    assert len([item for item in items if item.title.startswith(("Write", "Paint"))]) == 6
