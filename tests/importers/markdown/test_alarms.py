"""When an alarm is raised is a setting."""

from __future__ import annotations

from tests.importers.markdown.reading import titles


def test_bounds_of_alarms() -> None:
    text = (
        "# Mill review\n\n## Monitoring\n\n### Warning alerts (look within hours)\n\n"
        "1. **Wheel**\n   - Speed >80%\n   - Heat 5-10%\n2. **Stones**\n   - Wear >70%\n   - Dust below 3%\n"
    )
    assert titles(text) == []


def test_missing_alarms_are_findings() -> None:
    text = (
        "# Mill review\n\n## Missing alerts\n\n- No alarm for a wheel speed >80%\n- No alarm for wear >70%\n"
    )
    assert len(titles(text)) == 2
