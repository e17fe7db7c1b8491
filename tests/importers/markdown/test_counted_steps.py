"""Counted steps of a plan with boxes beneath are one thing to do each, and the boxes are its parts."""

from __future__ import annotations

from tests.importers.markdown.reading import plan, titles


def test_a_counted_step_with_boxes_is_one() -> None:
    text = (
        "# Bell tower plan\n## Action plan\n### High priority (this week)\n"
        "1. **Replace the ropes**\n   - [ ] Long ones in the nave\n   - [ ] Short ones at the door\n"
        "2. **Add a night bell**\n   - [ ] Button by the gate\n   - [ ] Wires through the wall\n"
    )
    items = plan(text).items
    assert [item.title for item in items] == ["Replace the ropes", "Add a night bell"]
    assert all(item.phase for item in items)


def test_a_counted_sort_heads_its_boxes() -> None:
    text = (
        "# Bell tower plan\n## Action plan\n### High priority (this week)\n"
        "1. **Ropes**\n   - [ ] Replace the long ones\n   - [ ] Splice the short ones\n"
        "2. **Gate**\n   - [ ] Add a button\n   - [ ] Hang a lamp\n"
    )
    assert "Replace the long ones" in titles(text)
    assert "Hang a lamp" in titles(text)


def test_verbs_of_other_languages_begin_steps() -> None:
    text = (
        "# Plano do sino\n## Plano de ação\n### Alta prioridade (agora)\n"
        "1. **Melhorar as cordas**\n   - [ ] As longas da nave\n   - [ ] As curtas da porta\n"
        "2. **Padronizar os toques**\n   - [ ] O da manhã\n   - [ ] O da noite\n"
    )
    assert titles(text) == ["Melhorar as cordas", "Padronizar os toques"]


def test_verbs_of_other_languages_tell_no_work_from_another() -> None:
    text = (
        "# Revisão\n## Problemas\n### Corda da torre muito gasta\n**Impacto**: cai\n**Risco**: alto\n"
        "## Plano de ação\n- Melhorar corda gasta da torre\n"
    )
    assert len(plan(text).items) == 1
