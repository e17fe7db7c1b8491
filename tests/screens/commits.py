"""A repository behind the plan of `support`: commits that resolve, refer, were reverted, and say nothing."""

from __future__ import annotations

import json
from pathlib import Path

from screens.session import Session
from tests.copies import copy_made
from tests.history.building import Repo
from tests.screens.support import PLAN, session_in

ENV = "".join(f"KEY_{number}=hunter{number}\n" for number in range(1, 51))
HOSTILE = "Rotate [/] the [bold]keys[/bold] \x1b[31mred\x1b]52;c;aGk=\x07 \u202egnp.exe 日本語"


class Commits:
    """The repository with the shas of its commits by what they are about."""

    def __init__(self, folder: Path) -> None:
        copy_made(_repository, folder)
        shas: dict[str, str] = json.loads((folder / ".git" / "shas").read_text())
        self.repo = Repo(folder, made=True)
        self.repo.minutes = len(shas)
        self.begin, self.config, self.rotate = shas["begin"], shas["config"], shas["rotate"]
        self.limit, self.tls, self.undone = shas["limit"], shas["tls"], shas["undone"]
        self.silent, self.branch, self.hostile = shas["silent"], shas["branch"], shas["hostile"]

    def session(self) -> Session:
        """Return a session on the plan there, the review of which looked at the second commit."""
        plan = PLAN.replace("[plan]\n", f'[plan]\nbaseline = "{self.config}"\n', 1)
        session = session_in(self.repo.path, history=(), plan=plan)
        session.sync()
        return session


def _repository(folder: Path) -> None:
    repo, shas = Repo(folder), {}
    shas["begin"] = repo.commit("Begin", file=".env", text=ENV)
    config = 'export const retries = 3;\nexport const pool = "none";\n'
    shas["config"] = repo.commit("Read the configuration", file="src/config.ts", text=config)
    shas["rotate"] = repo.commit(
        "Take the passwords out\n\nThey lie in the vault now.\n\nResolves: SEC-1\nEvidence: https://example.org/vault",
        file=".env",
        text=ENV.replace("KEY_2=hunter2\n", "KEY_2=from-the-vault\n"),
    )
    shas["limit"] = repo.commit("Limit the pool\n\nRefs: DB-1", file="src/config.ts", text=config[:26])
    shas["tls"] = repo.commit("Turn TLS on\n\nFixes: SEC-3", file="tls.conf", text="tls = on\n")
    shas["undone"] = repo.revert(shas["tls"])
    shas["silent"] = repo.commit("Drop the last keys", file=".env", text=ENV[:600])
    repo.switch("sockets", new=True)
    shas["branch"] = repo.commit("Validate messages\n\nResolves: SEC-2", file="src/socket.ts", text="on();\n")
    repo.switch("main")
    shas["hostile"] = repo.commit(HOSTILE, file="a [b]\x1b[31m.txt", GIT_AUTHOR_NAME="E\x1bve [/]")
    (folder / ".git" / "shas").write_text(json.dumps(shas))
