"""What happened in the demo's repository: two engineers, five weeks into the SignalCast plan.

Each commit shows one thing that sync reads: trailers that resolve, a keyword, ticks, evidence, hours, a
mention, a fix that was reverted, and one that still waits on its branch.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from tracker.history.sandbox import Step

_ENV = "DATABASE_URL=postgres://app:hunter2@db.internal/signalcast\nREDIS_PASSWORD=hunter2\n"
_DB = """\
import postgres from "postgres";

export const sql = postgres(process.env.DATABASE_URL!, {
  max: 10,
  prepare: false,
});
"""
_DB_TLS = _DB.replace("  prepare: false,\n", "  prepare: false,\n  ssl: { rejectUnauthorized: true },\n")
_DB_POOL = _DB_TLS.replace("max: 10", "max: 5")
_WRITER = """\
export const handlers = [
  { kind: "event", batchSize: 50 },
  { kind: "tick", batchSize: 1 },
];
"""
_CHANNEL = """\
socket.on("message", (raw) => {
  const message = JSON.parse(raw.toString());
  handle(message.type, message.payload);
});
"""
_CHANNEL_CHECKED = _CHANNEL.replace("JSON.parse(raw.toString())", "schema.parse(JSON.parse(raw.toString()))")
_SCHEMA = "CREATE TABLE events (id uuid PRIMARY KEY, polymarket_id text NOT NULL);\n"
_INDEX = "CREATE INDEX CONCURRENTLY idx_events_polymarket_id ON events (polymarket_id);\n"
_HEALTH = 'export const health = async () => ({ status: "healthy", database: await ping() });\n'
_PACKAGE = '{ "scripts": { "test": "echo \\"No tests configured\\"" } }\n'
_PACKAGE_TESTED = '{ "scripts": { "test": "jest", "test:coverage": "jest --coverage" } }\n'

TEAM = ("Ada Moreau", "Sam Okafor")


def story(now: datetime) -> tuple[Step, ...]:
    """Return the commits, oldest first, ending shortly before `now`."""
    ada, sam = TEAM

    def ago(days: float) -> datetime:
        return now - timedelta(days=days)

    return (
        Step(
            ada,
            ago(36),
            "Ingest markets from the feed",
            {
                ".env": _ENV,
                "src/lib/db.ts": _DB,
                "src/workers/db-writer.ts": _WRITER,
                "src/workers/wss-user-channel.ts": _CHANNEL,
                "db/db_schema.sql": _SCHEMA,
                "package.json": _PACKAGE,
            },
        ),
        Step(
            sam,
            ago(33),
            "Require TLS for the database\n\nResolves: SEC-TLS\nActual: SEC-TLS 3h\n"
            "Evidence: https://ci.example.org/runs/812\nTicks: SEC-TLS/1",
            {"src/lib/db.ts": _DB_TLS},
        ),
        Step(
            ada,
            ago(30),
            "Take secrets out of the repository\n\nRefs: SEC-SECRETS\nTicks: SEC-SECRETS/4",
            {".env": "# see the secret manager\n", ".gitignore": ".env.local\n"},
        ),
        Step(
            ada,
            ago(26),
            "Index the columns we look up by\n\nFixes DB-INDEXES.\n\nActual: DB-INDEXES 2h",
            {"db/db_schema.sql": _SCHEMA + _INDEX},
        ),
        Step(
            sam,
            ago(21),
            "Write ticks in batches of fifty\n\nResolves: TICK-BATCH\nActual: TICK-BATCH 2h",
            {"src/workers/db-writer.ts": _WRITER.replace("batchSize: 1 ", "batchSize: 50 ")},
        ),
        Step(sam, ago(20), reverts="Write ticks in batches of fifty"),
        Step(
            ada,
            ago(14),
            "Answer health checks\n\nResolves: HEALTH\nActual: HEALTH 4h",
            {"src/health.ts": _HEALTH},
        ),
        Step(
            sam,
            ago(8),
            "Keep five connections to the database\n\nThe pooler of the free tier allows no more.\n\n"
            "Resolves: DB-POOL\nActual: DB-POOL 1h",
            {"src/lib/db.ts": _DB_POOL},
        ),
        Step(
            ada,
            ago(4),
            "Run jest instead of nothing\n\nRefs: TEST-INFRA\nTicks: TEST-INFRA/1",
            {"package.json": _PACKAGE_TESTED},
        ),
        Step(
            sam,
            ago(1),
            "Check messages against a schema\n\nResolves: SEC-INPUT",
            {"src/workers/wss-user-channel.ts": _CHANNEL_CHECKED},
            branch="fix/SEC-INPUT-schema",
        ),
    )


ESTIMATES = {
    "SEC-SECRETS": "3-5h",
    "SEC-SECRET-MANAGER": "1-2d",
    "SEC-INPUT": "4-8h",
    "SEC-TLS": "2-3h",
    "SEC-RATE-LIMIT": "1-2d",
    "DB-N-PLUS-1": "4-8h",
    "DB-INDEXES": "1-2h",
    "DB-POOL": "1h",
    "DB-TX": "1-3d",
    "DB-RACE": "2-4d",
    "TICK-BATCH": "1-2h",
    "HEALTH": "2-4h",
    "CONTAINER": "1-2d",
    "MONITORING": "2-4d",
    "TEST-INFRA": "1-2d",
    "TEST-SUITE": "1-2w",
}
"""What the team made of the review's findings; the review itself estimates none."""
