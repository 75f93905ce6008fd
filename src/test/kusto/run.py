"""Runs queries on lines of the log, as Application Insights would store them.

Reads {tables: {name: "(column: type, …)"}, lines: [{at, message}], counted: [{at, name, count}],
prelude, queries: {name: text}, asked: [{query, at, minutes}]} and writes, for each that is asked, the rows that the query gives at that
time when it looks back so many minutes. The prelude is run once over all lines, not once a query: it looks at one line at a time, so that it is
the same whether a window is cut out before it or after it.
"""
import datetime
import json
import sys

import duckdb_kql
from duckdb_kql.engine import schema

NOW = "kqlnow"
COUNTS = "customMetrics"
TYPES = {"string": "VARCHAR", "datetime": "TIMESTAMP", "int": "INTEGER", "long": "BIGINT", "real": "DOUBLE", "dynamic": "JSON"}


def time(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).replace(tzinfo=None)


def declared(columns):
    pairs = (column.split(":") for column in columns.strip("()").split(","))
    return ", ".join(f'"{name.strip()}" {TYPES[kind.strip()]}' for name, kind in pairs)


def filled(asked):
    connection = duckdb_kql.connect()
    connection.execute("SET threads = 1")
    for name, columns in asked["tables"].items():
        connection.execute(f"CREATE TABLE {'all_' * (name == COUNTS)}{name} ({declared(columns)})")
    rows = [(time(line["at"]), line["message"], '{"Category":"Function.relay.User"}') for line in asked["lines"]]
    connection.executemany("INSERT INTO traces (timestamp, message, customDimensions) VALUES (?, ?, ?)", rows)
    for one in asked["counted"]:
        connection.execute(
            f"INSERT INTO all_{COUNTS} (timestamp, name, valueSum) VALUES (?, ?, ?)", [time(one["at"]), one["name"], one["count"]]
        )
    events = duckdb_kql.query(connection, asked["prelude"] + "events")
    events.create("all_events")
    look_back(connection, datetime.datetime.now(), 0)
    return connection


def look_back(connection, now, minutes):
    since = now - datetime.timedelta(minutes=minutes)
    for table in ("events", COUNTS):
        connection.execute(
            f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM all_{table}"
            f" WHERE timestamp > TIMESTAMP '{since}' AND timestamp <= TIMESTAMP '{now}'"
        )


def translated(connection, queries):
    """Once: it takes longer than to run them."""
    known = schema(connection)
    now = datetime.datetime.now()
    return {name: duckdb_kql.to_sql(text, schema=known, query_now=now) for name, text in queries.items()}


def rows(connection, query, now):
    found = connection.execute(str(query), {name: now if name == NOW else bound for name, bound in query.parameters.items()})
    names = [column[0] for column in found.description]
    return [dict(zip(names, map(value, row))) for row in found.fetchall()]


def value(cell):
    return cell.isoformat() + "Z" if isinstance(cell, datetime.datetime) else cell


def main():
    asked = json.load(sys.stdin)
    connection = filled(asked)
    queries = translated(connection, asked["queries"])
    answers = []
    for one in asked["asked"]:
        now = time(one["at"])
        look_back(connection, now, one["minutes"])
        answers.append(rows(connection, queries[one["query"]], now))
    json.dump(answers, sys.stdout)


main()
