"""The ``jobsearch`` command: each subcommand is one call of the library, said in a terminal.

Nothing slow is imported before a subcommand runs, so that ``jobsearch --help`` is there at once.
"""

# Each of these adds its subcommands to `main`.
from jobsearch_analytics.cli import aiming, answers, asking, keeping, reading, replies, reports
from jobsearch_analytics.cli.group import main

__all__ = ["aiming", "answers", "asking", "keeping", "main", "reading", "replies", "reports"]
