"""The ``jobsearch`` command itself: what every subcommand belongs to, and how it fails.

Exit codes: 0 fine; 1 read, but rows were set aside and ``--strict`` was given; 2 cannot be read or written.
"""

from __future__ import annotations

import re
from typing import Any

import click

from jobsearch_analytics.errors import JobSearchError

#: Arguments that are no option, and options that are called otherwise.
NO_OPTION = ("kind", "field", "what", "source")
OPTIONS = {"review_on": "review", "path": "out"}

EXIT_SET_ASIDE = 1
EXIT_CANNOT = 2


class Letters(click.Group):
    """A command group that answers every expected failure with a letter, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand; print the message of an error and exit with 2."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever reads our output has seen enough, as `head` does: click ends quietly.
            raise
        except (JobSearchError, OSError) as error:
            click.echo(f"{type(error).__name__}: {_as_typed(error)}", err=True)
            ctx.exit(EXIT_CANNOT)


def _as_typed(error: Exception) -> str:
    """Return a letter with the argument it speaks of written as an option: ``on="…"`` as ``--on "…"``."""
    text = str(error).replace('jsa.load(source, workspace="my_edits")', "--workspace my_edits")
    param = getattr(error, "param", None)
    if param is None or param in NO_OPTION:
        return text
    option = f"--{OPTIONS.get(param, param).replace('_', '-')}"
    text = re.sub(rf"^{param} is missing", f"{option} is missing", text)
    return re.sub(rf"\b{param}=(?=[\"'\d(-])", f"{option} ", text)


@click.group(cls=Letters, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jobsearch-analytics")
def main() -> None:
    """Read the log of a job search and say, with honest uncertainty, how it goes.

    SOURCE is what you already keep: a spreadsheet, a CSV file, an export, or a folder of them.
    Your log is only ever read; nothing leaves this computer.

    \b
    Example:
      jobsearch check my_tracker.xlsx
      jobsearch report my_tracker.xlsx
    """
